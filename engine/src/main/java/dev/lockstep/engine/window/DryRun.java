package dev.lockstep.engine.window;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.engine.store.KeyedRows;

/** Finds out whether a transactional block applies wholly, leaving the rows as they are. */
public final class DryRun {
    private DryRun() {}

    /**
     * Reports the event that fails and the whole block with it.
     *
     * @return the place of the event that fails, or -1
     */
    public static int failure(EventBlock in, KeyedRows rows, Resolver resolver, BadEvents bad) {
        EventBlock changes = EventBlock.attached(rows.schema());
        rows.begin();
        int failed = -1;
        for (int i = 0; i < in.rows() && failed < 0; i++) {
            changes.reset(1);
            failed = resolver.apply(in, i, changes, false) == Resolver.BAD ? i : -1;
        }
        rows.rollback();
        if (failed >= 0) {
            bad.reportBlock(in, failed);
        }
        return failed;
    }
}
