package dev.lockstep.connectors.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.api.connector.Direction;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.api.transport.TransportSetting;
import dev.lockstep.connectors.adapter.kafka.KafkaTransportClass;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransportFileTest {
    private static List<String> read(String text) {
        return TransportFile.parse("kafka.cfg", text).stream()
                .map(s -> s.section() + "." + s.name() + "=" + s.value() + "@" + s.where().line())
                .toList();
    }

    @Test
    void linesAndBlocksAreRead() {
        assertThat(read("hostport = \"a:1,b:2\"\nPartition=0\n"))
                .containsExactly(".hostport=a:1,b:2@1", ".partition=0@2");
        assertThat(read("kafka{hostport=\"a:1\"\n}\nsas \n{\nhotfailover=true\n}"))
                .containsExactly("kafka.hostport=a:1@1", "sas.hotfailover=true@5");
        assertThat(read("kafka = { hostport = \"a:1\"; partition = \"0\", };"))
                .containsExactly("kafka.hostport=a:1@1", "kafka.partition=0@1");
    }

    @Test
    void commentsBlanksAndStrayApostrophesDoNotMatter() {
        assertThat(
                        read(
                                "\uFEFF# one\r\n"
                                        + "#groupid = \"g\"\r\n"
                                        + "  dateformat='%Y-%m-%d %H:%M:%S  # two\r\n\r\n"
                                        + "globalconfig = \"a=1;b=#2\" # x\r\n"))
                .containsExactly(".dateformat=%Y-%m-%d %H:%M:%S@3", ".globalconfig=a=1;b=#2@5");
        assertThat(read("metatopic=a#b\nkafka { hostport = 'a:1' }"))
                .containsExactly(".metatopic=a#b@1", "kafka.hostport=a:1@2");
        assertThat(read("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a=1~} | 2:1",
                "kafka {~a=1 | 2:4",
                "kafka {~ sas { | 2:2",
                "a=\"1~b=2\" | 1:3",
                "a=1~ b | 2:2",
                "~=1 | 2:1",
            })
    void whatCannotBeReadIsToldWithItsPlace(String text, String place) {
        assertThatThrownBy(() -> read(text.replace('~', '\n')))
                .isInstanceOf(LockstepException.class)
                .hasMessageStartingWith("kafka.cfg:" + place + ": LS-4124: ");
    }

    @Test
    void aFileThatIsMissingIsToldByName() {
        assertThatThrownBy(() -> TransportFile.read(Path.of("no-such.cfg")))
                .hasMessageContaining("LS-4124")
                .hasMessageContaining("no-such.cfg");
    }

    private static List<String> problems(String text, Direction direction) {
        List<TransportSetting> settings = TransportFile.parse("f", text);
        List<Problem> all = new ArrayList<>();
        try {
            new KafkaTransportClass()
                    .open("a", WindowUrls.parse("dfESP://h:1/p/q/w"), direction, settings, all::add)
                    .close();
        } catch (LockstepException e) {
            all.addAll(e.problems());
        }
        return all.stream().map(p -> p.where() + " " + p.code().code()).toList();
    }

    @Test
    void everyKeyOfTheTransportIsKnownInItsBlockAndNoOther() {
        String good =
                "kafka {\nhostport=h:1\npartition=0\ninitialoffset=largest\ngroupid=g\n"
                        + "globalconfig=\"client.rack=a\"\ntopicconfig=\nmetatopic=m\n}\n"
                        + "sas {\nhotfailover=false\nzookeeperhostport=z:2\nfailovergroup=g\n"
                        + "numbufferedmsgs=5\njson=false\nprotobuf=false\nprotofile=\nprotomsg=\n"
                        + "dateformat=%Y\n}\n";
        assertThat(problems(good, Direction.SUBSCRIBE)).isEmpty();
        assertThat(problems(good, Direction.PUBLISH)).isEmpty();
        assertThat(problems("hostport=h:1\nhots=1\nhostport=h:2", Direction.PUBLISH))
                .containsExactly("f:2:1 LS-4124", "f:3:1 LS-4124");
        assertThat(problems("kafka {hostport=h:1\n json=true}", Direction.PUBLISH))
                .containsExactly("f:2:2 LS-4124");
        assertThat(problems("partition=0", Direction.PUBLISH)).containsExactly(" LS-4124");
        assertThat(problems("hostport=h:1\nprotobuf=true", Direction.PUBLISH))
                .containsExactly("f:2:1 LS-4124");
    }

    @Test
    void aGroupNeedsItsNameAndSaysThatItNeedsNoZooKeeper() {
        assertThat(problems("hostport=h:1\nhotfailover=true", Direction.PUBLISH))
                .containsExactly("f:2:1 LS-4124");
        assertThat(
                        problems(
                                "hostport=h:1\nhotfailover=true\nfailovergroup=g\n"
                                        + "zookeeperhostport=z:1",
                                Direction.PUBLISH))
                .containsExactly("f:4:1 LS-4105");
    }
}
