package dev.lockstep.connectors.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.lockstep.api.connector.Direction;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdapterOptionsTest {
    private static final String URL = "dfESP://a.b:61/p/q/w";

    private final List<Problem> notes = new ArrayList<>();

    private AdapterOptions parse(String... arguments) {
        return AdapterOptions.parse(List.of(arguments), notes::add);
    }

    @Test
    void aListOfPropertiesIsReadThoughValuesHoldCommasColonsAndBlanks() {
        AdapterOptions o =
                parse(
                        "-C",
                        "type=pub,url=\""
                                + URL
                                + "?snapshot=true?collapse=true\",fsname=a b,c.csv,dateformat='%d,"
                                + " %m %H:%M',header=2,transport=kafka,transportconfigfile=/x/y.cfg,"
                                + "csvfielddelimiter=,,loglevel=trace");
        assertThat(o.direction()).isEqualTo(Direction.PUBLISH);
        assertThat(o.url().path()).isEqualTo("p/q/w");
        assertThat(o.url().host()).isEqualTo("a.b");
        assertThat(o.url().port()).isEqualTo(61);
        assertThat(o.url().isTrue("snapshot")).isTrue();
        assertThat(o.file())
                .containsExactly(
                        entry("fsname", "a b,c.csv"),
                        entry("dateformat", "%d, %m %H:%M"),
                        entry("header", "2"),
                        entry("csvfielddelimiter", ","));
        assertThat(o.transport()).isEqualTo("kafka");
        assertThat(o.transportFile()).isEqualTo(Path.of("/x/y.cfg"));
        assertThat(o.logLevel()).isEqualTo("trace");
        assertThat(notes).isEmpty();
    }

    @Test
    void whatStandsInQuotationMarksHoldsNoNames() {
        assertThat(
                        parse("-C", "type=sub,url=" + URL + ",fsname=\"x,url=y\",transport=kafka")
                                .file())
                .containsExactly(entry("fsname", "x,url=y"));
    }

    @Test
    void lettersMeanProperties() {
        AdapterOptions o =
                parse(
                        "-k",
                        "pub",
                        "-h",
                        URL,
                        "-f",
                        "x.csv",
                        "-t",
                        "csv",
                        "-b",
                        "256",
                        "-d",
                        "%d/%b/%Y",
                        "-l",
                        "kafka",
                        "-e",
                        "-x",
                        "3",
                        "-A",
                        "-O",
                        "-F",
                        "normal",
                        "-Q");
        assertThat(o.file())
                .containsOnly(
                        entry("fsname", "x.csv"),
                        entry("fstype", "csv"),
                        entry("blocksize", "256"),
                        entry("dateformat", "%d/%b/%Y"),
                        entry("transactional", "true"),
                        entry("header", "3"),
                        entry("noautogenfield", "true"),
                        entry("addcsvopcode", "true"),
                        entry("addcsvflags", "normal"));
        assertThat(o.transportFile()).isEqualTo(Path.of("kafka.cfg"));
        assertThat(notes).extracting(p -> p.code().code()).containsExactly("LS-4105");
    }

    @Test
    void aSubscriberTakesItsOptionsFromTheAddress() {
        assertThat(
                        parse("-C", "type=sub,url=" + URL + "?collapse=true?rmretdel=TRUE,fsname=x")
                                .file())
                .containsOnly(
                        entry("fsname", "x"), entry("collapse", "true"), entry("rmretdel", "true"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-C type=pub,url=dfESP://h:1/p/q/w,fsnam=x | LS-4101: The property fsnam",
                "-C type=pub,url=dfESP://h:1/p/q/w,type=sub | LS-4102: The property type",
                "-C type=both,url=dfESP://h:1/p/q/w | LS-4102",
                "-C type=pub | LS-4103: The property url",
                "-C fsname | LS-4102",
                "-C | LS-4102",
                "-C type=pub,url=dfESP://h:1/p/q/w,gdconfigfile=x | LS-4104",
                "-C type=pub,url=http://h:1/p/q/w | LS-4123",
                "-C type=pub,url=dfESP://h:1/p/q | LS-4123",
                "-C type=pub,url=dfESP://h:70000/p/q/w | LS-4123",
                "-C type=pub,url=dfESP://h:1/p/q/w?snap=true | LS-4123",
                "-C type=pub,url=dfESP://h:1/p/q/w?snapshot=yes | LS-4123",
                "-k pub -i | LS-4101: The option -i",
                "-k | LS-4102: The option -k",
            })
    void whatIsWrongIsRefusedByName(String line, String problem) {
        assertThatThrownBy(() -> parse(line.split(" ")))
                .isInstanceOf(LockstepException.class)
                .hasMessageStartingWith(problem);
    }

    @Test
    void theReferenceShowsThePropertiesAndTheLetters() throws Exception {
        String page = Files.readString(Path.of("..", "docs", "reference", "adapters.md"));
        assertThat(page).contains(AdapterProperties.markdown()).contains(LetterOptions.markdown());
    }
}
