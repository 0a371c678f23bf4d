package dev.lockstep.connectors.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.connector.ConnectorClass;
import dev.lockstep.api.connector.ConnectorConfig;
import dev.lockstep.api.connector.Direction;
import dev.lockstep.api.connector.PropertySpec;
import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.Problem;
import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.connectors.fs.FsConnector;
import dev.lockstep.connectors.kafka.KafkaConnector;
import dev.lockstep.connectors.timer.TimerConnector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class PropertiesTest {
    private static List<String> problems(Direction direction, String... properties) {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("fsname", "file.csv");
        for (int i = 0; i < properties.length; i += 2) {
            map.put(properties[i], properties[i + 1]);
        }
        ConnectorConfig config =
                new ConnectorConfig(
                        "p/q/w/c",
                        direction,
                        new Schema(List.of(new Field("id", FieldType.INT64, true))),
                        false,
                        map,
                        Path.of("."),
                        new Location("model.xml", 3, 4));
        return new FsConnector()
                .validate(config).stream().map(p -> p.severity() + " " + p.code().code()).toList();
    }

    @Test
    void theClassesAreFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(ConnectorClass.class))
                .extracting(ConnectorClass::name)
                .containsExactlyInAnyOrder("fs", "timer", "kafka");
    }

    @Test
    void everyPropertyOfThePublicListsIsKnown() {
        String publish =
                "fsname fstype snapshot addcsvflags addcsvopcode blocksize cefsyslogprefix"
                    + " configfilesection csvfielddelimiter dateformat growinginputfile header"
                    + " ignorecsvparseerrors maxevents noautogenfield prebuffer publish_with_upsert"
                    + " rate repeatcount transactional type publishwithupsert ignoreparseerrors"
                    + " stripnullsfromcsv unbufferedoutputstreams collapse periodicity maxfilesize"
                    + " rmretdel doubleprecision";
        List<String> names =
                new FsConnector().properties().stream().map(PropertySpec::name).toList();
        assertThat(names).contains(publish.split(" "));
        assertThat(new TimerConnector().properties())
                .extracting(PropertySpec::name)
                .contains(
                        "basetime",
                        "interval",
                        "unit",
                        "label",
                        "timeformat",
                        "transactional",
                        "configfilesection",
                        "publishwithupsert",
                        "maxevents",
                        "type");
    }

    @Test
    void nothingIsIgnoredSilently() {
        assertThat(problems(Direction.PUBLISH)).isEmpty();
        assertThat(problems(Direction.PUBLISH, "colour", "red")).containsExactly("ERROR LS-4101");
        assertThat(problems(Direction.SUBSCRIBE, "hdatfilename", "x"))
                .containsExactly("ERROR LS-4104");
        assertThat(problems(Direction.SUBSCRIBE, "hdatfilename", "")).isEmpty();
        assertThat(problems(Direction.SUBSCRIBE, "blocksize", "5")).containsExactly("NOTE LS-4105");
        assertThat(problems(Direction.PUBLISH, "prebuffer", "true"))
                .containsExactly("NOTE LS-4105");
        assertThat(problems(Direction.PUBLISH, "noautogenfield", "true"))
                .containsExactly("WARNING LS-4105");
        assertThat(problems(Direction.PUBLISH, "cefsyslogprefix", "false")).isEmpty();
    }

    @Test
    void unusableValuesAreErrors() {
        String[][] bad = {
            {"fstype", "cef"},
            {"cefsyslogprefix", "true"},
            {"blocksize", "-1"},
            {"rate", "1.5"},
            {"transactional", "maybe"},
            {"addcsvflags", "other"},
            {"header", "some"},
            {"csvfielddelimiter", "ab"},
            {"csvfielddelimiter", "\""},
            {"dateformat", "%Q"},
            {"blocksize", "1000001"},
            {"fsname", "stdout"},
            {"fsname", "host:99999"},
            {"fsname", ""}
        };
        for (String[] b : bad) {
            assertThat(problems(Direction.PUBLISH, b))
                    .as(String.join("=", b))
                    .isNotEmpty()
                    .allMatch(p -> p.startsWith("ERROR"));
        }
        assertThat(problems(Direction.SUBSCRIBE, "doubleprecision", "18")).hasSize(1);
        assertThat(problems(Direction.SUBSCRIBE, "fsname", "h:1", "maxfilesize", "5")).hasSize(1);
        assertThat(problems(Direction.PUBLISH, "fsname", "h:1", "repeatcount", "5")).hasSize(1);
        assertThat(problems(Direction.PUBLISH, "fsname", "a.gz", "growinginputfile", "1"))
                .hasSize(1);
    }

    @Test
    void aProblemTellsItsPlaceAndWhatToDo() {
        ConnectorConfig config =
                new ConnectorConfig(
                        "p/q/w/c",
                        Direction.PUBLISH,
                        new Schema(List.of(new Field("id", FieldType.INT64, true))),
                        false,
                        Map.of("fsname", "f", "colour", "red"),
                        Path.of("."),
                        new Location("model.xml", 3, 4));
        assertThat(new FsConnector().validate(config))
                .extracting(Problem::toString)
                .containsExactly(
                        "model.xml:3:4: LS-4101: Connector p/q/w/c: colour is not known (see the"
                                + " reference of connectors for the properties)");
    }

    /** Run with the system property {@code lockstep.docs.write} to bring the page up to date. */
    @Test
    void theReferenceShowsTheTables() throws Exception {
        Path page = Path.of("..", "docs", "reference", "connectors.md");
        String text = Files.readString(page);
        String current =
                with(
                        with(
                                with(text, "fs", new FsConnector().markdown()),
                                "timer",
                                new TimerConnector().markdown()),
                        "kafka",
                        new KafkaConnector().markdown());
        if (Boolean.getBoolean("lockstep.docs.write")) {
            Files.writeString(page, current);
        }
        assertThat(Files.readString(page)).isEqualTo(current).contains("| `fsname` |");
    }

    private static String with(String text, String name, String table) {
        String begin = "<!-- properties of " + name + " -->\n";
        assertThat(text).contains(begin);
        int from = text.indexOf(begin) + begin.length();
        return text.substring(0, from) + table + text.substring(text.indexOf("<!-- end -->", from));
    }

    @Test
    void aSubscriberThatIsToWriteSeveralHeadersIsRefused() {
        assertThat(problems(Direction.SUBSCRIBE, "header", "3")).containsExactly("ERROR LS-4102");
        assertThat(problems(Direction.PUBLISH, "header", "3")).isEmpty();
        for (String good : List.of("true", "false", "full", "0", "1")) {
            assertThat(problems(Direction.SUBSCRIBE, "header", good)).as(good).isEmpty();
        }
    }
}
