package dev.lockstep.engine.window.aggregate.function;

import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.schema.ArrayCodec;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.state.Scratch;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * {@code ESP_aAve} of arrays (assumed): position by position the mean of the elements that are not
 * missing, as long as the longest array; null while there is none. The result is made when it is
 * asked for and kept until the group changes.
 */
public final class ArrayMean extends Accumulator {
    private static final int NOT_MADE = -1;

    /** Positions for which a group that is given up keeps its room. */
    private static final int ROOM_KEPT = 64;

    private final StringPool pool;
    private final boolean isReal;

    /** By group; null where there has been no array. */
    private @Nullable PositionSums[] sums = {};

    private int[] made = {};

    /** An array on its way in or out. */
    @Scratch private byte[] bytes = {};

    /**
     * @param type that of the arrays
     */
    public ArrayMean(StringPool pool, FieldType type) {
        this.pool = pool;
        this.isReal = type == FieldType.ARRAY_DOUBLE;
    }

    /**
     * @param value the array's code
     */
    public void add(int group, long value, boolean isNull) {
        if (isNull) {
            return;
        }
        int length = read((int) value);
        PositionSums s = need(group);
        s.enters(length);
        for (int p = 0; p < length; p++) {
            if (!ArrayCodec.isMissing(bytes, p)) {
                s.add(p, element(p));
            }
        }
        made[group] = NOT_MADE;
    }

    /**
     * @param value the array's code
     */
    public void remove(int group, long value, boolean isNull) {
        if (isNull) {
            return;
        }
        int length = read((int) value);
        PositionSums s = need(group);
        if (!s.has(length)) {
            throw new IllegalStateException("an array leaves a group that it never entered");
        }
        for (int p = 0; p < length; p++) {
            if (!ArrayCodec.isMissing(bytes, p)) {
                s.remove(p, element(p));
            }
        }
        s.leaves(length);
        made[group] = NOT_MADE;
    }

    private double element(int position) {
        return isReal
                ? ArrayCodec.doubleAt(bytes, position)
                : (double) ArrayCodec.longAt(bytes, position);
    }

    /** Takes an array out of the pool; its length. */
    private int read(int code) {
        int length = pool.length(code);
        reserve(length);
        System.arraycopy(pool.chunk(code), pool.offset(code), bytes, 0, length);
        return length / ArrayCodec.ELEMENT_BYTES;
    }

    private void reserve(int length) {
        if (length > bytes.length) {
            bytes = new byte[Math.max(length, bytes.length + (bytes.length >> 1))];
        }
    }

    private PositionSums need(int group) {
        PositionSums s = sums[group];
        if (s == null) {
            s = new PositionSums();
            sums[group] = s;
        }
        return s;
    }

    private int longest(int group) {
        PositionSums s = sums[group];
        return s == null ? PositionSums.NONE : s.longest();
    }

    @Override
    public boolean isNull(int group) {
        return longest(group) == PositionSums.NONE;
    }

    /** The result's code; that of the empty array where it is null. */
    public long value(int group) {
        if (made[group] == NOT_MADE) {
            made[group] = make(group);
        }
        return made[group];
    }

    private int make(int group) {
        PositionSums s = sums[group];
        if (s == null || s.longest() <= 0) {
            return pool.intern(bytes, 0, 0);
        }
        int length = s.longest() * ArrayCodec.ELEMENT_BYTES;
        reserve(length);
        s.means(bytes);
        return pool.intern(bytes, 0, length);
    }

    @Override
    protected void grow(int groups) {
        sums = Arrays.copyOf(sums, groups);
        made = Arrays.copyOf(made, groups);
    }

    @Override
    protected void clear(int group) {
        made[group] = NOT_MADE;
        PositionSums s = sums[group];
        if (s != null && s.room() > ROOM_KEPT) {
            sums[group] = null;
        } else if (s != null) {
            s.clear();
        }
    }

    @Override
    public void markCodes(StringPool marked, int groups) {
        for (int g = 0; g < groups; g++) {
            // made again when it is asked for; keeping it would only hold space
            made[g] = NOT_MADE;
        }
    }

    @Override
    public void save(DataOutput out, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            PositionSums s = sums[g];
            out.writeInt(longest(g));
            if (s != null) {
                s.save(out);
            }
        }
    }

    @Override
    protected void load(DataInput in, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            clear(g);
            int longest = in.readInt();
            if (longest < PositionSums.NONE) {
                throw new IOException("An array cannot have " + longest + " elements.");
            }
            if (longest >= 0) {
                need(g).load(in, longest);
            }
        }
    }
}
