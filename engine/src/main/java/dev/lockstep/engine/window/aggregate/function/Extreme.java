package dev.lockstep.engine.window.aggregate.function;

import dev.lockstep.api.block.StringPool;
import org.jspecify.annotations.Nullable;

/**
 * {@code ESP_aMin} and {@code ESP_aMax}: what their representations share. Nulls do not count; null
 * when nothing does. Numbers are kept so that the better one is always the greater one.
 */
public abstract class Extreme extends RecordFunction {
    private final boolean isMaximum;
    private final @Nullable StringPool pool;

    /** All bits for a minimum of numbers, whose order is turned round; else none. */
    private final long turn;

    protected Extreme(
            GroupRecords records, int words, boolean isMaximum, @Nullable StringPool pool) {
        super(records, words);
        this.isMaximum = isMaximum;
        this.pool = pool;
        this.turn = pool != null || isMaximum ? 0 : -1;
    }

    /** Takes values out of a group. */
    interface ValueVisitor {
        void visit(long value);
    }

    /** Takes a value, kept as it is here. */
    protected abstract void insert(long[] w, int at, long kept);

    protected abstract void delete(long[] w, int at, long kept);

    /** The best value as it is kept; there must be one. */
    protected abstract long best(long[] w, int at);

    /** Every value that the group keeps. */
    protected abstract void forEach(long[] w, int at, ValueVisitor visitor);

    /** Whether a value that is kept is better than another. */
    final boolean isBetter(long a, long b) {
        StringPool text = pool;
        if (text == null) {
            return a > b;
        }
        int order = text.compare((int) a, (int) b);
        return isMaximum ? order > 0 : order < 0;
    }

    protected final @Nullable StringPool pool() {
        return pool;
    }

    /** Whether the greatest of the values as they are kept is the best. */
    protected final boolean isGreatestBest() {
        return pool == null || isMaximum;
    }

    public final void add(long[] w, int at, double value, boolean isNull) {
        if (!isNull) {
            insert(w, at, Values.ofDouble(value) ^ turn);
        }
    }

    public final void remove(long[] w, int at, double value, boolean isNull) {
        if (!isNull) {
            delete(w, at, Values.ofDouble(value) ^ turn);
        }
    }

    public final void add(long[] w, int at, long value, boolean isNull) {
        if (!isNull) {
            insert(w, at, value ^ turn);
        }
    }

    public final void remove(long[] w, int at, long value, boolean isNull) {
        if (!isNull) {
            delete(w, at, value ^ turn);
        }
    }

    public final double doubleValue(long[] w, int at) {
        return Values.toDouble(best(w, at) ^ turn);
    }

    /** The value of an integer function, or the code of a text one. */
    public final long value(long[] w, int at) {
        return best(w, at) ^ turn;
    }

    @Override
    public final void markCodes(StringPool marked, int groups) {
        if (pool != null) {
            for (int g = 0; g < groups; g++) {
                forEach(words(), at(g), value -> marked.mark((int) value));
            }
        }
    }
}
