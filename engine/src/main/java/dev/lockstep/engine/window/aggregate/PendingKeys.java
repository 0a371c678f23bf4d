package dev.lockstep.engine.window.aggregate;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.state.Scratch;
import java.util.Arrays;

/** Rows of the output whose groups are known and whose keys are written later, all at once. */
final class PendingKeys {
    private final GroupTable groups;
    private final EventBlock out;
    @Scratch private int[] groupAt = {};
    @Scratch private int written;
    @Scratch private int noted;

    PendingKeys(GroupTable groups, EventBlock out) {
        this.groups = groups;
        this.out = out;
    }

    /** The output that the rows are of. */
    EventBlock out() {
        return out;
    }

    /** Begins behind the rows that the output has, whose keys are there. */
    void begin() {
        written = out.rows();
        noted = written;
    }

    /**
     * Leaves the key of row {@code r} of the output, the one behind the last, to {@link #write}.
     */
    void note(int group, int r) {
        if (r >= groupAt.length) {
            groupAt = Arrays.copyOf(groupAt, Math.max(64, r * 2));
        }
        groupAt[r] = group;
        noted = r + 1;
    }

    /** {@link #note} for as many groups from {@code from} on, whose rows begin at {@code r}. */
    void noteAll(int[] groups, int from, int count, int r) {
        if (r + count > groupAt.length) {
            groupAt = Arrays.copyOf(groupAt, Math.max(64, (r + count) * 2));
        }
        System.arraycopy(groups, from, groupAt, r, count);
        noted = r + count;
    }

    /** Writes the keys of the rows noted: before their groups close, at the latest. */
    void write() {
        int end = noted;
        groups.writeKeys(groupAt, written, end, out);
        if (out.carriesOld()) {
            groups.writeKeys(groupAt, written, end, out.old());
        }
        written = end;
    }
}
