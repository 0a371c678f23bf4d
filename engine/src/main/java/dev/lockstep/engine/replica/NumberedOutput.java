package dev.lockstep.engine.replica;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.replica.ReplicaOutput;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.api.schema.Storage;
import dev.lockstep.engine.window.Blocks;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Numbers the blocks of one output. Where a block is cut into several is a function of its content,
 * so that a model which stays silent counts as one that speaks.
 */
final class NumberedOutput {
    /** A block holds so many bytes of content at most, but for a single row that is longer. */
    static final long BLOCK_BYTES = 256L << 10;

    /** The low bits of a message id are the sequence, the others say which output it is (known). */
    private static final int SEQUENCE_BITS = 48;

    /**
     * Rows that a silent model encodes all the same, so that the code is compiled by the time that
     * it has to speak.
     */
    static final int PRACTICE_ROWS = 20_000;

    private final int number;
    private final OutputRoute route;
    private final EventBlock part;
    private EventBlock detached;
    private int[] chosen = new int[16];
    private long sequence;
    private long bytes;
    private int practised;

    NumberedOutput(int number, OutputRoute route, Schema schema) {
        this.number = number;
        this.route = route;
        this.part = EventBlock.attached(schema);
        this.detached = EventBlock.detached(schema);
    }

    /** Blocks so far. */
    long sequence() {
        return sequence;
    }

    /** Bytes so far; counted only where there is a tap. */
    long bytes() {
        return bytes;
    }

    /** The model begins, or goes on from what was saved. */
    void begin(long restoredSequence, long restoredBytes) {
        sequence = restoredSequence;
        bytes = restoredBytes;
        OutputTap tap = route.tap();
        if (tap != null) {
            tap.begin(restoredBytes);
        }
    }

    /**
     * @param target given the records, if the model speaks
     */
    void add(EventBlock block, StringPool pool, boolean isSpeaking, List<ReplicaOutput> target) {
        int wanted = choose(block);
        int from = 0;
        while (from < wanted) {
            int to = cut(block, pool, from, wanted);
            sequence++;
            if (isSpeaking || route.tap() != null) {
                encode(block, pool, from, to, value -> emit(value, isSpeaking, target));
            } else if (practised < PRACTICE_ROWS) {
                practise(block, pool, from, to);
            }
            from = to;
        }
    }

    private void practise(EventBlock block, StringPool pool, int from, int to) {
        practised += to - from;
        try {
            encode(block, pool, from, to, value -> {});
        } catch (RuntimeException whoSpeaksSaysSo) {
            practised = PRACTICE_ROWS;
        }
    }

    /** Finds the rows that go out. */
    private int choose(EventBlock block) {
        int rows = block.rows();
        if (chosen.length < rows) {
            chosen = new int[rows];
        }
        int count = 0;
        for (int i = 0; i < rows; i++) {
            chosen[count] = i;
            boolean isByRetention = (block.flags()[i] & EventFlags.RETENTION) != 0;
            boolean stays =
                    route.skipsRetention() && isByRetention && block.opcodes()[i] == Opcode.DELETE;
            count += stays ? 0 : 1;
        }
        return count;
    }

    /** The place behind the last row that has room in one block. */
    private int cut(EventBlock block, StringPool pool, int from, int wanted) {
        long bytes = 0;
        int to = from;
        while (to < wanted) {
            bytes += contentBytes(block, pool, chosen[to]);
            if (bytes > BLOCK_BYTES && to > from) {
                return to;
            }
            to++;
        }
        return to;
    }

    private static long contentBytes(EventBlock block, StringPool pool, int row) {
        Schema schema = block.schema();
        long bytes = 2;
        for (int f = 0; f < schema.size(); f++) {
            bytes += Long.BYTES;
            if (schema.type(f).storage() == Storage.BYTES && !block.isNull(f, row)) {
                bytes += pool.length(block.ints(f)[row]);
            }
        }
        return bytes;
    }

    private void emit(byte[] value, boolean isSpeaking, List<ReplicaOutput> target) {
        OutputTap tap = route.tap();
        if (tap != null) {
            bytes += value.length;
            tap.add(sequence, value, isSpeaking);
        }
        if (isSpeaking) {
            target.add(new ReplicaOutput(number, sequence, value));
        }
    }

    private void encode(
            EventBlock block, StringPool pool, int from, int to, Consumer<byte[]> records) {
        EventBlock source = block;
        if (to - from != block.rows()) {
            Blocks.gather(block, Arrays.copyOfRange(chosen, from, to), to - from, part);
            source = part;
        }
        if (detached.arena().size() > BLOCK_BYTES) {
            // one huge value must not keep its memory for ever
            detached = EventBlock.detached(block.schema());
        }
        Blocks.detach(source, detached, pool);
        if (route.isCollapsed()) {
            detached.carriesOld(false);
        }
        route.encoder().encode(detached, sequence, messageId(), records);
    }

    private long messageId() {
        return (long) (number + 1) << SEQUENCE_BITS | sequence;
    }
}
