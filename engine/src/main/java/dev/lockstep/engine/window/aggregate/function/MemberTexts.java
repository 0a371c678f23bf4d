package dev.lockstep.engine.window.aggregate.function;

import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.schema.FieldType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * {@code ESP_aCat(field, separator)} where rows may leave: the values of the group's members,
 * strung together in order, nulls left out; null while there is none. The text is made when it is
 * asked for and kept until the group changes.
 */
public final class MemberTexts extends OverMembers {
    private static final int NOT_MADE = -1;

    private final TextParts parts;
    private long[] present = {};
    private int[] made = {};

    /**
     * @param characters the longest text
     */
    public MemberTexts(
            Members members, StringPool pool, FieldType type, String separator, int characters) {
        super(members, type.isText());
        parts = new TextParts(pool, type, separator, characters);
    }

    @Override
    void entered(int group) {
        count(group, 1);
    }

    @Override
    void leaves(int group) {
        count(group, -1);
    }

    private void count(int group, int step) {
        if (!values().isNull(members().current())) {
            present[group] += step;
            made[group] = NOT_MADE;
        }
    }

    @Override
    public boolean isNull(int group) {
        return present[group] == 0;
    }

    /** The text's code. */
    public long value(int group) {
        if (made[group] == NOT_MADE) {
            made[group] = make(group);
        }
        return made[group];
    }

    private int make(int group) {
        parts.begin();
        long left = present[group];
        for (int m = members().first(group); left > 0 && !parts.isFull(); m = members().next(m)) {
            if (!values().isNull(m)) {
                if (left < present[group]) {
                    parts.separate();
                }
                parts.append(values().value(m));
                left--;
            }
        }
        return parts.end();
    }

    @Override
    protected void grow(int groups) {
        present = Arrays.copyOf(present, groups);
        made = Arrays.copyOf(made, groups);
    }

    @Override
    protected void clear(int group) {
        present[group] = 0;
        made[group] = NOT_MADE;
    }

    @Override
    public void markCodes(StringPool pool, int groups) {
        super.markCodes(pool, groups);
        for (int g = 0; g < groups; g++) {
            // made again when it is asked for; keeping it would only hold space
            made[g] = NOT_MADE;
        }
    }

    @Override
    public void save(DataOutput out, int groups) throws IOException {
        super.save(out, groups);
        for (int g = 0; g < groups; g++) {
            out.writeLong(present[g]);
        }
    }

    @Override
    protected void load(DataInput in, int groups) throws IOException {
        super.load(in, groups);
        for (int g = 0; g < groups; g++) {
            present[g] = in.readLong();
            checkPresent(g);
            made[g] = NOT_MADE;
        }
    }

    private void checkPresent(int group) throws IOException {
        long found = 0;
        for (int m = members().first(group); m != Members.NONE; m = members().next(m)) {
            found += values().isNull(m) ? 0 : 1;
        }
        if (found != present[group]) {
            throw new IOException("A group of " + found + " texts cannot hold " + present[group]);
        }
    }
}
