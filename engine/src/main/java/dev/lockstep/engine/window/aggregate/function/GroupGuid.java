package dev.lockstep.engine.window.aggregate.function;

import dev.lockstep.api.block.StringPool;
import dev.lockstep.expression.runtime.EvaluationContext;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.UUID;

/**
 * {@code ESP_aGUID()}: a name of 36 characters for the group, made when the group appears and kept
 * while it is there (assumed). Drawn from the project's random numbers, so a replay gives the same.
 */
public final class GroupGuid extends Accumulator {
    private static final int NONE = -1;
    private static final long VERSION = 0x4000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final EvaluationContext evaluation;
    private int[] codes = {};

    public GroupGuid(EvaluationContext evaluation) {
        this.evaluation = evaluation;
    }

    public void add(int group) {
        if (codes[group] == NONE) {
            long high = evaluation.nextRandom() & ~0xF000L | VERSION;
            long low = evaluation.nextRandom() >>> 2 | VARIANT;
            codes[group] = evaluation.pool().intern(new UUID(high, low).toString());
        }
    }

    /** The text's code. */
    public long value(int group) {
        return codes[group];
    }

    @Override
    public boolean isNull(int group) {
        return codes[group] == NONE;
    }

    @Override
    protected void grow(int groups) {
        codes = Arrays.copyOf(codes, groups);
    }

    @Override
    protected void clear(int group) {
        codes[group] = NONE;
    }

    @Override
    public void markCodes(StringPool pool, int groups) {
        for (int g = 0; g < groups; g++) {
            if (codes[g] != NONE) {
                pool.mark(codes[g]);
            }
        }
    }

    @Override
    public void save(DataOutput out, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            out.writeInt(codes[g]);
        }
    }

    @Override
    protected void load(DataInput in, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            codes[g] = in.readInt();
            if (codes[g] != NONE) {
                evaluation.pool().checked(codes[g]);
            }
        }
    }
}
