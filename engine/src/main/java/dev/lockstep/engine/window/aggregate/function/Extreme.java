package dev.lockstep.engine.window.aggregate.function;

import dev.lockstep.api.block.StringPool;
import org.jspecify.annotations.Nullable;

/**
 * {@code ESP_aMin} and {@code ESP_aMax}: what their representations share. Nulls do not count; null
 * when nothing does.
 */
public abstract class Extreme extends Accumulator {
    private final boolean isMaximum;
    private final @Nullable StringPool pool;

    protected Extreme(boolean isMaximum, @Nullable StringPool pool) {
        this.isMaximum = isMaximum;
        this.pool = pool;
    }

    /** Takes values out of a group. */
    interface ValueVisitor {
        void visit(long value);
    }

    protected abstract void insert(int group, long value);

    protected abstract void delete(int group, long value);

    protected abstract long best(int group);

    protected abstract void forEach(int group, ValueVisitor visitor);

    protected final boolean isBetter(long a, long b) {
        int order = Values.compare(a, b, pool);
        return isMaximum ? order > 0 : order < 0;
    }

    protected final @Nullable StringPool pool() {
        return pool;
    }

    public final void add(int group, double value, boolean isNull) {
        if (!isNull) {
            insert(group, Values.ofDouble(value));
        }
    }

    public final void remove(int group, double value, boolean isNull) {
        if (!isNull) {
            delete(group, Values.ofDouble(value));
        }
    }

    public final void add(int group, long value, boolean isNull) {
        if (!isNull) {
            insert(group, value);
        }
    }

    public final void remove(int group, long value, boolean isNull) {
        if (!isNull) {
            delete(group, value);
        }
    }

    public final double doubleValue(int group) {
        return Values.toDouble(best(group));
    }

    /** The value of an integer function, or the code of a text one. */
    public final long value(int group) {
        return best(group);
    }

    @Override
    public final void markCodes(StringPool marked, int groups) {
        if (pool != null) {
            for (int g = 0; g < groups; g++) {
                forEach(g, value -> marked.mark((int) value));
            }
        }
    }
}
