package dev.lockstep.engine.window.aggregate;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.state.Scratch;
import dev.lockstep.engine.window.Blocks;
import java.util.Arrays;

/** Adds whole blocks of inserts by the generated loops, where rows never leave. */
final class InsertLoop {
    private final AggregateCode code;
    private final GroupTable groups;
    private final GroupFinder finder;
    private final EventBlock out;

    /** By row of the input. */
    @Scratch private int[] groupOf = {};

    InsertLoop(AggregateCode code, GroupTable groups, GroupFinder finder, EventBlock out) {
        this.code = code;
        this.groups = groups;
        this.finder = finder;
        this.out = out;
    }

    /** Adds a block of inserts, each alone in its cause; false if it is anything else. */
    boolean addAll(EventBlock in) {
        int n = in.rows();
        if (groupOf.length < n) {
            groupOf = new int[n];
        }
        if (!in.claims(EventBlock.PLAIN) && !isEachAlone(in.causes(), n)
                || finder.findAll(in, n, groupOf) < n) {
            return false;
        }
        Blocks.copyHeads(in, out);
        out.unclaim(EventBlock.PLAIN);
        Arrays.fill(out.nulls(), 0, n * out.nullWords(), 0);
        code.addAll(in, n, groupOf, out);
        groups.noneRests();
        int from = finder.keysInInput();
        if (from >= 0) {
            System.arraycopy(in.ints(from), 0, out.ints(out.schema().key(0)), 0, n);
        } else {
            groups.writeKeys(groupOf, 0, n, out);
        }
        return true;
    }

    private static boolean isEachAlone(int[] causes, int n) {
        for (int i = 1; i < n; i++) {
            if (causes[i - 1] == causes[i]) {
                return false;
            }
        }
        return true;
    }
}
