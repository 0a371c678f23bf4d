package dev.lockstep.failover.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.failover.kafka.TopicNames.Direction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TopicNamesTest {
    @Test
    void theTopicsOfAWindowHaveThePublishedNames() {
        TopicNames names = TopicNames.of("esp-host:55555");
        assertThat(names.metadata()).isEqualTo("esp-host_55555.M");
        assertThat(names.window("trades", "cq1", "src", Direction.I))
                .isEqualTo("esp-host_55555.trades.cq1.src.I");
        assertThat(names.window("trades", "cq1", "big", Direction.O))
                .isEqualTo("esp-host_55555.trades.cq1.big.O");
    }

    @Test
    void aUrlNamesTheTopicsOfItsWindow() {
        TopicNames.Window window =
                TopicNames.ofUrl("dfESP://a.b.example:5/p/cq/w?snapshot=true?collapse=false");
        assertThat(window.topic(Direction.I)).isEqualTo("a.b.example_5.p.cq.w.I");
        assertThat(window.url()).isEqualTo("dfESP://a.b.example:5/p/cq/w");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dfESP://esp:5555/project/cq/window",
                "dfESP://10.0.0.7:1/p_1/c-q/W",
                "dfESP://my_host.example:65535/a/b/c"
            })
    void aUrlComesBackFromItsTopics(String url) {
        TopicNames.Window window = TopicNames.ofUrl(url);
        for (Direction d : Direction.values()) {
            assertThat(TopicNames.ofTopic(window.topic(d)))
                    .isEqualTo(new TopicNames.Events(window, d));
        }
        assertThat(window.url()).isEqualTo(url);
    }

    @Test
    void bothFormsOfHostAndPortMeanTheSame() {
        assertThat(TopicNames.of("my_host_5555")).isEqualTo(TopicNames.of("my_host:5555"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "host",
                "host:",
                ":5",
                "host:99999",
                "ho st:5",
                "host:port",
                "a..b:5",
                ".a:5"
            })
    void whatIsNoHostAndPortIsRefused(String text) {
        assertThatThrownBy(() -> TopicNames.of(text))
                .isInstanceOf(LockstepException.class)
                .hasMessageContaining("LS-7062");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dfESP://h:5/p/cq",
                "dfESP://h:5/p/cq/w/x",
                "http://h:5/p/cq/w",
                "dfESP://h:5//cq/w",
                "dfESP://h:5/p.q/cq/w",
                "dfESP://h:5/p/cq/wé"
            })
    void aUrlThatCannotNameTopicsIsRefused(String url) {
        assertThatThrownBy(() -> TopicNames.ofUrl(url))
                .isInstanceOf(LockstepException.class)
                .hasMessageContaining("LS-7062");
    }

    @ParameterizedTest
    @ValueSource(strings = {"h_5.M", "h_5.p.J", "h_5.p.cq.w.X", "p.cq.w.I", "h.p.cq.w.I", ""})
    void aTopicThatIsNoneOfAWindowIsRefused(String topic) {
        assertThatThrownBy(() -> TopicNames.ofTopic(topic))
                .isInstanceOf(LockstepException.class)
                .hasMessageContaining("LS-7062");
    }

    @Test
    void aNameThatIsTooLongForKafkaIsRefused() {
        TopicNames names = TopicNames.of("h:5");
        String longest = "x".repeat(249 - "h_5.p.cq..I".length());
        assertThat(names.window("p", "cq", longest, Direction.I)).hasSize(249);
        assertThatThrownBy(() -> names.window("p", "cq", longest + "x", Direction.I))
                .hasMessageContaining("250");
        assertThatThrownBy(() -> names.journal("x".repeat(234))).hasMessageContaining("250");
    }
}
