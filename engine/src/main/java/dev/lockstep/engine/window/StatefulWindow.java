package dev.lockstep.engine.window;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.engine.retention.Retention;
import dev.lockstep.engine.step.Step;
import dev.lockstep.engine.store.KeyedRows;
import dev.lockstep.engine.store.RowScan;
import dev.lockstep.model.project.IndexType;
import dev.lockstep.model.project.RetentionSpec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A window whose state, if any, is its own rows under an optional retention policy: source, copy
 * and union.
 */
public abstract class StatefulWindow extends Window {
    private final WindowContext context;
    private final @Nullable KeyedRows rows;
    private final @Nullable Retention retention;
    private final @Nullable Retainer retainer;

    /**
     * @param isLoose whether Inserts count as Upserts and Deletes as SafeDeletes
     */
    protected StatefulWindow(WindowContext context, boolean isLoose) {
        super(context.name(), context.spec().schema());
        this.context = context;
        RetentionSpec policy = context.spec().retention();
        if (context.spec().index() == IndexType.EMPTY && policy == null) {
            rows = null;
            retention = null;
            retainer = null;
            return;
        }
        // retention remembers slots in the order of change
        KeyedRows r =
                policy == null
                        ? context.rows(schema(), context.spec().index(), "rows")
                        : new KeyedRows(schema(), context.pool(), true);
        rows = r;
        retention = policy == null ? null : new Retention(policy, r);
        retainer = new Retainer(context, r, retention, isLoose);
    }

    protected final WindowContext context() {
        return context;
    }

    /** The rows, or null where the window is stateless. */
    protected final @Nullable KeyedRows keyedRows() {
        return rows;
    }

    protected final @Nullable Retention retention() {
        return retention;
    }

    protected final @Nullable Retainer retainer() {
        return retainer;
    }

    @Override
    protected final boolean isTimed() {
        return retention != null && retention.isByJournalTime();
    }

    /** The rows that time takes in a heartbeat, or null. */
    protected final @Nullable EventBlock passTime(Step step) {
        if (retention == null || retainer == null) {
            return null;
        }
        if (step.kind() == Step.Kind.START) {
            retention.start(step.timeMicros());
            return null;
        }
        return step.kind() == Step.Kind.HEARTBEAT ? retainer.passTime(step) : null;
    }

    @Override
    public final long badEvents() {
        return context.bad().count();
    }

    @Override
    public final long rows() {
        return rows == null ? 0 : rows.size();
    }

    @Override
    public final @Nullable RowScan scanStore() {
        return rows != null && rows.isInStore() ? rows.scan() : null;
    }

    @Override
    public final void retained(EventBlock out) {
        if (rows != null) {
            RetainedRows.append(rows, out);
        }
    }

    @Override
    protected void markCodes(StringPool pool) {
        if (rows != null) {
            rows.markCodes();
        }
    }

    @Override
    protected void saveState(DataOutput out) throws IOException {
        out.writeLong(context.bad().count());
        if (rows != null) {
            rows.save(out);
        }
        if (retention != null) {
            retention.save(out);
        }
    }

    @Override
    protected void loadState(DataInput in) throws IOException {
        context.bad().restore(in.readLong());
        if (rows != null) {
            rows.load(in);
        }
        if (retention != null) {
            retention.load(in);
        }
    }
}
