package dev.lockstep.engine.window.source;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.api.schema.Storage;
import dev.lockstep.api.state.Scratch;
import dev.lockstep.engine.window.Blocks;
import dev.lockstep.expression.runtime.EvaluationContext;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Fills the single key of a source with {@code autogen-key}: an int64 counts up from 0 (assumed), a
 * string gets 128 random bits in the form of a GUID, drawn from the project's random numbers.
 */
final class KeyGenerator {
    private final int key;
    private final boolean isText;
    private final EvaluationContext evaluation;
    private final EventBlock own;
    @Scratch private int[] all = new int[16];
    private long next;

    KeyGenerator(Schema schema, EvaluationContext evaluation) {
        this.key = schema.key(0);
        this.isText = schema.type(key).storage() == Storage.BYTES;
        this.evaluation = evaluation;
        this.own = EventBlock.attached(schema);
    }

    /** A block with keys; the given one is left as it was. */
    EventBlock fill(EventBlock in) {
        int n = in.rows();
        if (all.length < n) {
            all = new int[n];
        }
        for (int i = 0; i < n; i++) {
            all[i] = i;
        }
        Blocks.gather(in, all, n, own);
        for (int i = 0; i < n; i++) {
            if (isText) {
                own.ints(key)[i] = evaluation.pool().intern(guid());
            } else {
                own.longs(key)[i] = next++;
            }
            own.nulls()[i * own.nullWords() + (key >>> 6)] &= ~(1L << key);
        }
        return own;
    }

    private String guid() {
        StringBuilder s = new StringBuilder(36);
        hex(s, evaluation.nextRandom() & ~0xF000L | 0x4000L);
        hex(s, evaluation.nextRandom() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L);
        return s.insert(20, '-').insert(16, '-').insert(12, '-').insert(8, '-').toString();
    }

    private static void hex(StringBuilder s, long bits) {
        for (int shift = 60; shift >= 0; shift -= 4) {
            s.append(Character.forDigit((int) (bits >>> shift) & 15, 16));
        }
    }

    void save(DataOutput out) throws IOException {
        out.writeLong(next);
    }

    void load(DataInput in) throws IOException {
        next = in.readLong();
    }
}
