package dev.lockstep.engine.window;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.api.state.Scratch;
import dev.lockstep.engine.store.KeyedRows;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An input as a canonical stream. What comes from a stateful window or holds inserts only is taken
 * as it is; anything else is resolved against rows kept here, since a stateful window must know
 * what an update replaces.
 */
public final class CanonicalInput {
    private final Input input;
    private final BadEvents bad;
    private final @Nullable KeyedRows rows;
    private final @Nullable Resolver resolver;
    private final EventBlock resolved;
    private final boolean wantsOld;
    private final @Nullable Drift drift;
    private final boolean isInsertOnly;

    /** The transactional block that the window is about to accept or refuse. */
    @Scratch private @Nullable EventBlock pending;

    /** The block as it arrived. */
    @Scratch private @Nullable EventBlock arrived;

    /** Whether a transactional block waits for {@link #accept} or {@link #refuse}. */
    @Scratch private boolean isOpen;

    @Scratch private int refusedCause;

    /**
     * @param wantsOld whether the old rows of updates are needed
     */
    public CanonicalInput(Input input, WindowContext context, boolean wantsOld) {
        this.input = input;
        this.bad = context.bad();
        this.wantsOld = wantsOld;
        this.resolved = EventBlock.attached(input.source().schema());
        this.isInsertOnly = input.stream() == StreamKind.INSERT_ONLY;
        if (input.stream() == StreamKind.RAW) {
            KeyedRows kept = context.rows(input.source().schema(), context.spec().index(), "input");
            rows = kept;
            drift = null;
            resolver = new Resolver(kept, bad, false);
        } else {
            rows = null;
            resolver = null;
            drift =
                    input.stream() == StreamKind.CANONICAL
                            ? new Drift(input.source().schema(), context.pool(), bad)
                            : null;
            if (wantsOld && input.stream() == StreamKind.CANONICAL) {
                input.source().wantOld();
            }
        }
    }

    public boolean isInsertOnly() {
        return isInsertOnly;
    }

    public Schema schema() {
        return input.source().schema();
    }

    /** The rows kept here, or null. */
    public @Nullable KeyedRows rows() {
        return rows;
    }

    /**
     * The step's rows: inserts, updates with old rows if asked for, deletes with all fields; null
     * for none. Behind a transactional block the window says {@link #accept} or {@link #refuse};
     * one of which no row is left counts as accepted when the next block comes.
     */
    public @Nullable EventBlock block() {
        if (isOpen) {
            accept();
        }
        EventBlock in = input.block();
        arrived = in;
        refusedCause = -1;
        if (in == null) {
            return null;
        }
        Resolver r = resolver;
        KeyedRows kept = rows;
        if (r != null && kept != null) {
            return resolve(in, r, kept);
        }
        Drift d = drift;
        if (d != null) {
            pending = in.isTransactional() ? in : null;
            return d.isEmpty() ? in : see(in, d);
        }
        return in;
    }

    private @Nullable EventBlock resolve(EventBlock in, Resolver r, KeyedRows kept) {
        if (in.isTransactional()) {
            isOpen = true;
            kept.begin();
        }
        resolved.reset(in.rows());
        resolved.transactional(in.isTransactional());
        for (int i = 0; i < in.rows(); i++) {
            if (r.apply(in, i, resolved, wantsOld) == Resolver.BAD && in.isTransactional()) {
                refuse();
                refusedCause = in.causes()[i];
                bad.reportBlock(in, i);
                return null;
            }
        }
        return resolved.rows() == 0 ? null : resolved;
    }

    private @Nullable EventBlock see(EventBlock in, Drift d) {
        if (in.isTransactional()) {
            isOpen = true;
            d.begin();
        }
        int failed = d.see(in, wantsOld);
        if (failed >= 0) {
            refuse();
            refusedCause = in.causes()[failed];
            bad.reportBlock(in, failed);
            return null;
        }
        return d.seen().rows() == 0 ? null : d.seen();
    }

    /** The window has applied the transactional block. */
    public void accept() {
        if (rows != null) {
            rows.commit();
        }
        if (drift != null) {
            drift.commit();
        }
        pending = null;
        isOpen = false;
    }

    /** The cause for which {@link #block} refused the step's transactional block, or -1. */
    public int refusedCause() {
        return refusedCause;
    }

    /**
     * The window could not apply the transactional block because of what event {@code failedCause}
     * brought on another input. All that arrived on this one is reported here.
     */
    public void refuseOther(int failedCause) {
        EventBlock in = arrived;
        if (in != null) {
            bad.reportOther(in, failedCause);
        }
        refuse();
    }

    /**
     * The window could not apply the transactional block, since row {@code failed} of it, which it
     * has reported, made that impossible. All others that arrived are reported here, those included
     * that would have changed nothing.
     */
    public void refuse(EventBlock block, int failed) {
        EventBlock in = arrived;
        if (in != null) {
            int at = 0;
            while (in.causes()[at] != block.causes()[failed]) {
                at++;
            }
            bad.reportBlock(in, at);
        }
        refuse();
    }

    /** The window could not apply the transactional block, and has reported it. */
    public void refuse() {
        if (rows != null) {
            rows.rollback();
        }
        EventBlock refused = pending;
        if (drift != null && refused != null) {
            drift.rollback();
            drift.refuse(refused);
        }
        pending = null;
        isOpen = false;
    }

    /** Marks the codes held here, before a sweep of the pool. */
    public void markCodes() {
        if (rows != null) {
            rows.markCodes();
        }
        if (drift != null) {
            drift.markCodes();
        }
    }

    /** Writes the rows kept here, if any. */
    public void save(DataOutput out) throws IOException {
        if (rows != null) {
            rows.save(out);
        }
        if (drift != null) {
            drift.save(out);
        }
    }

    /** Reads what {@link #save} wrote. */
    public void load(DataInput in) throws IOException {
        if (rows != null) {
            rows.load(in);
        }
        if (drift != null) {
            drift.load(in);
        }
    }
}
