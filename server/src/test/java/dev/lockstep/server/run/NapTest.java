package dev.lockstep.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Test;

class NapTest {
    private final BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(4);
    private final Nap nap = new Nap();

    private void fill(int count) {
        queue.clear();
        for (int k = 0; k < count; k++) {
            queue.add(k);
        }
    }

    @Test
    void napsGetLongerWhileFewBlocksCome() {
        assertThat(nap.forBlocks(queue)).isEqualTo(Nap.LEAST_NANOS);
        assertThat(nap.forBlocks(queue)).isEqualTo(2 * Nap.LEAST_NANOS);
        for (int k = 0; k < 10; k++) {
            nap.forBlocks(queue);
        }
        assertThat(nap.forBlocks(queue)).isEqualTo(Nap.MOST_NANOS);
    }

    @Test
    void aNapStaysAsLongAsItIsWhereHalfAQueueComes() {
        fill(2);
        assertThat(nap.forBlocks(queue)).isEqualTo(Nap.LEAST_NANOS);
        assertThat(nap.forBlocks(queue)).isEqualTo(Nap.LEAST_NANOS);
    }

    @Test
    void napsThatLetTheOtherEndWaitGetShorterAndAreGivenUpForAWhile() {
        nap.forBlocks(queue);
        fill(4);
        assertThat(nap.forBlocks(queue)).isEqualTo(2 * Nap.LEAST_NANOS);
        assertThat(nap.forBlocks(queue)).isEqualTo(Nap.LEAST_NANOS);
        for (int k = 1; k < Nap.PAUSE; k++) {
            assertThat(nap.forBlocks(queue)).isZero();
        }
        assertThat(nap.forBlocks(queue)).isEqualTo(Nap.LEAST_NANOS);
    }

    @Test
    void whoWaitsForRoomMustNotFindTheQueueEmpty() {
        // empty behind the nap, so there is none at the next wait for blocks
        nap.forRoom(queue);
        fill(4);
        assertThat(nap.forBlocks(queue)).isZero();
    }

    @Test
    void whoWaitsForRoomNapsLongerWhereTheQueueStaysFull() {
        fill(4);
        nap.forRoom(queue);
        assertThat(nap.forBlocks(queue)).isEqualTo(2 * Nap.LEAST_NANOS);
    }
}
