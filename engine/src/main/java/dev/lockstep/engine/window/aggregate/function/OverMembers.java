package dev.lockstep.engine.window.aggregate.function;

import dev.lockstep.api.block.StringPool;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A function of one argument of each member, to which the members' order matters. */
public abstract class OverMembers extends Accumulator {
    private final Members members;
    private final MemberValues values = new MemberValues();
    private final boolean holdsCodes;

    OverMembers(Members members, boolean holdsCodes) {
        this.members = members;
        this.holdsCodes = holdsCodes;
    }

    final Members members() {
        return members;
    }

    final MemberValues values() {
        return values;
    }

    /** The current member has entered, its value is there. */
    abstract void entered(int group);

    /** The current member is about to leave. */
    abstract void leaves(int group);

    public final void add(int group, long value, boolean isNull) {
        values.put(members.current(), value, isNull);
        entered(group);
    }

    public final void add(int group, double value, boolean isNull) {
        add(group, Double.doubleToLongBits(value), isNull);
    }

    public final void remove(int group, long value, boolean isNull) {
        leaves(group);
    }

    public final void remove(int group, double value, boolean isNull) {
        leaves(group);
    }

    @Override
    public void markCodes(StringPool pool, int groups) {
        for (int g = 0; holdsCodes && g < groups; g++) {
            for (int m = members.first(g); m != Members.NONE; m = members.next(m)) {
                if (!values.isNull(m)) {
                    pool.mark((int) values.value(m));
                }
            }
        }
    }

    @Override
    public void save(DataOutput out, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            for (int m = members.first(g); m != Members.NONE; m = members.next(m)) {
                out.writeBoolean(values.isNull(m));
                out.writeLong(values.isNull(m) ? 0 : values.value(m));
            }
        }
    }

    /** Reads the values; the members themselves were read before. */
    @Override
    protected void load(DataInput in, int groups) throws IOException {
        StringPool codes = holdsCodes ? members.pool() : null;
        for (int g = 0; g < groups; g++) {
            for (int m = members.first(g); m != Members.NONE; m = members.next(m)) {
                boolean isNull = in.readBoolean();
                long value = in.readLong();
                values.put(m, isNull ? value : Values.checked(value, codes), isNull);
            }
        }
    }
}
