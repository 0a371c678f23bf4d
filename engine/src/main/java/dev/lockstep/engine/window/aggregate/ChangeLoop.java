package dev.lockstep.engine.window.aggregate;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.state.Scratch;
import java.util.Arrays;

/**
 * Changes groups by the generated loops, where rows come and go and nobody wants old rows: first it
 * is settled for cause after cause which row of the output each row of the input makes and what
 * becomes of its group, then the functions take all rows at once. A cause is left to {@link
 * RowChanges} if it brings an update, a row without a group, or changes to one group that may empty
 * it.
 */
final class ChangeLoop {
    private final AggregateCode code;
    private final GroupTable groups;
    private final GroupFinder finder;
    private final PendingKeys keys;
    private final EventBlock out;

    /** By row of the input. */
    @Scratch private int[] groupOf = {};

    @Scratch private int[] rowOf = {};
    @Scratch private byte[] kinds = {};

    /** The next row of the output. */
    @Scratch private int next;

    ChangeLoop(
            AggregateCode code,
            GroupTable groups,
            GroupFinder finder,
            PendingKeys keys) {
        this.code = code;
        this.groups = groups;
        this.finder = finder;
        this.keys = keys;
        this.out = keys.out();
    }

    /** Begins a block. */
    void begin(EventBlock in) {
        int n = in.rows();
        if (groupOf.length < n) {
            groupOf = new int[n];
            rowOf = new int[n];
            kinds = new byte[n];
        }
        finder.findEach(in, n, groupOf);
    }

    /** Takes causes from row {@code from} on; returns the first row of the one that it leaves. */
    int change(EventBlock in, int from) {
        int[] causes = in.causes();
        int n = in.rows();
        int first = out.rows();
        out.ensureCapacity(first + n - from);
        next = first;
        int i = from;
        while (i < n) {
            int end = i + 1;
            while (end < n && causes[end] == causes[i]) {
                end++;
            }
            if (!settle(in, i, end)) {
                break;
            }
            i = end;
        }
        if (i > from) {
            int words = out.nullWords();
            Arrays.fill(out.nulls(), first * words, next * words, 0);
            out.rows(next);
            code.changeAll(in, from, i, groupOf, rowOf, kinds, out);
        }
        return i;
    }

    /** Settles the rows of a cause; false, and nothing has changed, if it is to be left. */
    private boolean settle(EventBlock in, int first, int end) {
        byte[] opcodes = in.opcodes();
        for (int i = first; i < end; i++) {
            if (groupOf[i] < 0 || opcodes[i] != Opcode.INSERT && opcodes[i] != Opcode.DELETE) {
                return false;
            }
        }
        boolean isApart =
                end == first + 1 || end == first + 2 && groupOf[first] != groupOf[first + 1];
        if (!isApart && mayEmptyTwice(first, end)) {
            return false;
        }
        if (!isApart) {
            groups.beginCause();
        }
        for (int i = first; i < end; i++) {
            if (isApart || groups.touch(groupOf[i], next)) {
                begin(in, i, next++);
            } else {
                goOn(in, i, groups.rowOf(groupOf[i]));
            }
        }
        return true;
    }

    /** Whether a group that several rows of a cause change has no more rows than the cause. */
    private boolean mayEmptyTwice(int first, int end) {
        groups.beginCause();
        boolean mayEmpty = false;
        for (int i = first; i < end; i++) {
            boolean isFirst = groups.touch(groupOf[i], i);
            mayEmpty |= !isFirst && groups.size(groupOf[i]) <= end - first;
        }
        return mayEmpty;
    }

    /** The first row of its cause for its group makes a row of the output. */
    private void begin(EventBlock in, int i, int r) {
        int group = groupOf[i];
        boolean enters = in.opcodes()[i] == Opcode.INSERT;
        long before = groups.grow(group, enters ? 1 : -1);
        byte opcode = Opcode.UPDATE;
        byte kind = enters ? AggregateCode.ENTERS : AggregateCode.LEAVES;
        if (enters) {
            opcode = before == 0 ? Opcode.INSERT : Opcode.UPDATE;
        } else if (before <= 1) {
            requireRow(before);
            opcode = Opcode.DELETE;
            kind = AggregateCode.EMPTIES;
        }
        kinds[i] = kind;
        rowOf[i] = r;
        out.opcodes()[r] = opcode;
        out.flags()[r] = in.flags()[i];
        out.causes()[r] = in.causes()[i];
        keys.note(group, r);
    }

    private static void requireRow(long before) {
        if (before == 0) {
            throw new IllegalStateException("a row left a group that it never entered");
        }
    }

    /** Another row of the cause changes the group again, which keeps others. */
    private void goOn(EventBlock in, int i, int r) {
        boolean enters = in.opcodes()[i] == Opcode.INSERT;
        groups.grow(groupOf[i], enters ? 1 : -1);
        kinds[i] = enters ? AggregateCode.ENTERS : AggregateCode.LEAVES;
        rowOf[i] = r;
        // retention's only where every change was
        out.flags()[r] &= (byte) (~EventFlags.RETENTION | in.flags()[i]);
    }
}
