package dev.lockstep.engine.window.aggregate.function;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * {@code ESP_aFirst}, {@code ESP_aLast} and {@code ESP_aLag(field, n)} where rows leave in any
 * order: the value of one member of the group, by its place. Null if there is none at that place or
 * its value was null.
 */
public final class MemberAt extends OverMembers {
    private static final int FROM_THE_FRONT = -1;

    private final int back;
    private int[] chosen = {};

    private MemberAt(Members members, int back, boolean holdsCodes) {
        super(members, holdsCodes);
        this.back = back;
    }

    /** The oldest member. */
    public static MemberAt first(Members members, boolean holdsCodes) {
        return new MemberAt(members, FROM_THE_FRONT, holdsCodes);
    }

    /**
     * @param back members that entered after the one that is meant, 0 for the last
     */
    public static MemberAt last(Members members, int back, boolean holdsCodes) {
        return new MemberAt(members, back, holdsCodes);
    }

    @Override
    void entered(int group) {
        int at = chosen[group];
        if (back == FROM_THE_FRONT) {
            chosen[group] = at == Members.NONE ? members().current() : at;
        } else if (at != Members.NONE) {
            chosen[group] = members().next(at);
        } else if (members().size(group) == back + 1L) {
            chosen[group] = members().first(group);
        }
    }

    @Override
    void leaves(int group) {
        int at = chosen[group];
        int gone = members().current();
        if (back == FROM_THE_FRONT) {
            chosen[group] = gone == at ? members().next(at) : at;
        } else if (at != Members.NONE && members().number(gone) >= members().number(at)) {
            // one fewer stands behind it, so the one before it takes its place
            chosen[group] = members().previous(at);
        }
    }

    @Override
    public boolean isNull(int group) {
        int at = chosen[group];
        return at == Members.NONE || values().isNull(at);
    }

    public long value(int group) {
        return values().value(chosen[group]);
    }

    public double doubleValue(int group) {
        return Double.longBitsToDouble(value(group));
    }

    @Override
    protected void grow(int groups) {
        int from = chosen.length;
        chosen = Arrays.copyOf(chosen, groups);
        Arrays.fill(chosen, from, groups, Members.NONE);
    }

    @Override
    protected void clear(int group) {
        chosen[group] = Members.NONE;
    }

    @Override
    public void save(DataOutput out, int groups) throws IOException {
        super.save(out, groups);
        for (int g = 0; g < groups; g++) {
            out.writeInt(chosen[g]);
        }
    }

    @Override
    protected void load(DataInput in, int groups) throws IOException {
        super.load(in, groups);
        for (int g = 0; g < groups; g++) {
            chosen[g] = in.readInt();
            if (chosen[g] != find(g)) {
                throw new IOException("Slot " + chosen[g] + " is not the member that is meant.");
            }
        }
    }

    private int find(int group) {
        if (back == FROM_THE_FRONT) {
            return members().first(group);
        }
        int at = members().last(group);
        for (int k = 0; k < back && at != Members.NONE; k++) {
            at = members().previous(at);
        }
        return at;
    }
}
