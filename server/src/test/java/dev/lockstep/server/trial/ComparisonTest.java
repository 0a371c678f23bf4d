package dev.lockstep.server.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ComparisonTest {
    private static final long[] WANTED = {10, 20, 30, 40, 50};

    private static Comparison with(long... seen) {
        return Comparison.of(WANTED, seen);
    }

    @Test
    void equalOutputsAreClean() {
        assertThat(with(WANTED)).isEqualTo(new Comparison(5, 5, 0, 0, 0, 0, -1));
        assertThat(with(WANTED).isClean()).isTrue();
    }

    @Test
    void aMissingRecordIsLost() {
        assertThat(with(10, 20, 40, 50)).isEqualTo(new Comparison(5, 4, 1, 0, 0, 0, 2));
        assertThat(with(10, 20, 30, 40)).isEqualTo(new Comparison(5, 4, 1, 0, 0, 0, 4));
    }

    @Test
    void aRecordThatComesAgainIsRepeated() {
        assertThat(with(10, 20, 10, 20, 30, 40, 50)).isEqualTo(new Comparison(5, 7, 0, 2, 0, 0, 2));
    }

    @Test
    void aRecordBehindOneThatShouldFollowItIsReordered() {
        assertThat(with(10, 30, 20, 40, 50)).isEqualTo(new Comparison(5, 5, 0, 0, 1, 0, 1));
    }

    @Test
    void aRecordOfOtherContentIsForeign() {
        assertThat(with(10, 20, 31, 40, 50)).isEqualTo(new Comparison(5, 5, 1, 0, 0, 1, 2));
    }

    @Test
    void recordsThatAreEqualAreCountedOneByOne() {
        long[] wanted = {7, 7, 8};
        assertThat(Comparison.of(wanted, new long[] {7, 7, 8}).isClean()).isTrue();
        assertThat(Comparison.of(wanted, new long[] {7, 8}).lost()).isEqualTo(1);
        assertThat(Comparison.of(wanted, new long[] {7, 7, 7, 8}).repeated()).isEqualTo(1);
    }

    @Test
    void anEmptyOutputIsLostAltogether() {
        assertThat(with()).isEqualTo(new Comparison(5, 0, 5, 0, 0, 0, 0));
    }

    @Test
    void severalOutputsAddUp() {
        Comparison both = with(WANTED).and(with(10, 20, 20, 40, 50));
        assertThat(both).isEqualTo(new Comparison(10, 10, 1, 1, 0, 0, 2));
        assertThat(both.isClean()).isFalse();
    }

    @Test
    void recordsThatDifferInOneByteHaveDifferentPrints() {
        assertThat(print("a longer text")).isEqualTo(print("a longer text"));
        assertThat(print("a longer text")).isNotEqualTo(print("a longer tex"));
        assertThat(print("a longer text")).isNotEqualTo(print("b longer text"));
        assertThat(print("")).isNotEqualTo(print("\0"));
        assertThat(print("\0\0")).isNotEqualTo(print("\0"));
    }

    private static long print(String text) {
        return TopicLog.print(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theDigestOfATopicDependsOnWhereRecordsEnd() {
        assertThat(digest("ab", "c")).isNotEqualTo(digest("a", "bc")).isEqualTo(digest("ab", "c"));
    }

    private static String digest(String... records) {
        TopicLog log = new TopicLog();
        for (String r : records) {
            log.add(r.getBytes(StandardCharsets.UTF_8));
        }
        return log.digest();
    }
}
