package dev.lockstep.engine.window.aggregate.function;

import dev.lockstep.expression.runtime.EvaluationContext;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * When a function of the {@code …Timed} family begins anew: at the first row that enters its group
 * at least an interval after the row at which it began. What entered before has left the function
 * by then, so only later members are taken back. Journal time; rows that leave begin nothing.
 */
public final class Periods extends Accumulator {
    private static final long NOT_BEGUN = Long.MIN_VALUE;

    private final EvaluationContext evaluation;
    private final @Nullable Members members;
    private final long intervalMicros;
    private long[] begins = {};
    private long[] firsts = {};

    /**
     * @param members null where rows never leave
     * @param intervalMicros positive
     */
    Periods(EvaluationContext evaluation, @Nullable Members members, long intervalMicros) {
        this.evaluation = evaluation;
        this.members = members;
        this.intervalMicros = intervalMicros;
    }

    /** Whether the function begins anew with the row that enters. */
    public boolean begins(int group) {
        long now = evaluation.entryMicros();
        if (begins[group] != NOT_BEGUN && now - begins[group] < intervalMicros) {
            return false;
        }
        begins[group] = now;
        firsts[group] = members == null ? 0 : members.number(members.current());
        return true;
    }

    /** Whether the row that leaves had entered since the function began. */
    public boolean holds(int group) {
        return members != null && members.number(members.current()) >= firsts[group];
    }

    @Override
    public boolean isNull(int group) {
        return begins[group] == NOT_BEGUN;
    }

    @Override
    protected void grow(int groups) {
        begins = Arrays.copyOf(begins, groups);
        firsts = Arrays.copyOf(firsts, groups);
    }

    @Override
    protected void clear(int group) {
        begins[group] = NOT_BEGUN;
        firsts[group] = 0;
    }

    @Override
    public void save(DataOutput out, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            out.writeLong(begins[g]);
            out.writeLong(firsts[g]);
        }
    }

    @Override
    protected void load(DataInput in, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            begins[g] = in.readLong();
            firsts[g] = in.readLong();
        }
    }
}
