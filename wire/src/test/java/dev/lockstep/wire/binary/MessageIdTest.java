package dev.lockstep.wire.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.api.event.MessageId;
import org.junit.jupiter.api.Test;

class MessageIdTest {
    @Test
    void sourceAndSequenceComeBackUpToTheirLimits() {
        long[] sequences = {0, 1, MessageId.MAX_SEQUENCE};
        for (int source : new int[] {0, 1, 10, MessageId.MAX_SOURCE}) {
            for (long sequence : sequences) {
                long id = MessageId.of(source, sequence);
                assertThat(MessageId.source(id)).isEqualTo(source);
                assertThat(MessageId.sequence(id)).isEqualTo(sequence);
            }
        }
        assertThat(MessageId.of(10, 185_076)).isEqualTo(2_814_749_767_291_636L);
    }

    @Test
    void numbersThatDoNotFitAreRefused() {
        long beyond = MessageId.MAX_SEQUENCE + 1;
        int another = MessageId.MAX_SOURCE + 1;
        assertThatThrownBy(() -> MessageId.of(-1, 0)).hasMessageContaining("-1");
        assertThatThrownBy(() -> MessageId.of(another, 0)).hasMessageContaining("65536");
        assertThatThrownBy(() -> MessageId.of(0, -1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> MessageId.of(0, beyond)).hasMessageContaining("281474976710656");
    }
}
