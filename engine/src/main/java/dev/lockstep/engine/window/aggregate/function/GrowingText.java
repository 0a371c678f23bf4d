package dev.lockstep.engine.window.aggregate.function;

import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.schema.FieldType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * {@code ESP_aCat(field, separator)} where rows never leave: only the text so far is kept, and it
 * grows no more once it is as long as it may be.
 */
public final class GrowingText extends Accumulator {
    private static final int NOTHING = -1;

    private final TextParts parts;
    private int[] codes = {};
    private boolean[] isCut = {};

    /**
     * @param characters the longest text
     */
    public GrowingText(StringPool pool, FieldType type, String separator, int characters) {
        parts = new TextParts(pool, type, separator, characters);
    }

    public void add(int group, long value, boolean isNull) {
        if (isNull || isCut[group]) {
            return;
        }
        if (codes[group] == NOTHING) {
            parts.begin();
        } else {
            parts.begin(codes[group]);
            parts.separate();
        }
        parts.append(value);
        codes[group] = parts.end();
        isCut[group] = parts.wasCut();
    }

    public void add(int group, double value, boolean isNull) {
        add(group, Double.doubleToLongBits(value), isNull);
    }

    @Override
    public boolean isNull(int group) {
        return codes[group] == NOTHING;
    }

    /** The text's code. */
    public long value(int group) {
        return codes[group];
    }

    @Override
    protected void grow(int groups) {
        codes = Arrays.copyOf(codes, groups);
        isCut = Arrays.copyOf(isCut, groups);
    }

    @Override
    protected void clear(int group) {
        codes[group] = NOTHING;
        isCut[group] = false;
    }

    @Override
    public void markCodes(StringPool pool, int groups) {
        for (int g = 0; g < groups; g++) {
            if (codes[g] != NOTHING) {
                pool.mark(codes[g]);
            }
        }
    }

    @Override
    public void save(DataOutput out, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            out.writeInt(codes[g]);
            out.writeBoolean(isCut[g]);
        }
    }

    @Override
    protected void load(DataInput in, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            codes[g] = in.readInt();
            if (codes[g] != NOTHING) {
                parts.pool().checked(codes[g]);
            }
            isCut[g] = in.readBoolean();
        }
    }
}
