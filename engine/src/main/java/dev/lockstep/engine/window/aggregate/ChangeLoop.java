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

    ChangeLoop(AggregateCode code, GroupTable groups, GroupFinder finder, PendingKeys keys) {
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
        int n = in.rows();
        int first = out.rows();
        out.ensureCapacity(first + n - from);
        next = first;
        int i = from;
        for (int end = i; end < n; ) {
            i = settleApart(in, end);
            end = settleTogether(in, i);
            if (end == i) {
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

    /**
     * Settles causes of one row, or of two that change two groups, as long as there are such;
     * returns the first row of another cause.
     */
    private int settleApart(EventBlock in, int from) {
        int end = apartUntil(in, from);
        int count = end - from;
        System.arraycopy(in.flags(), from, out.flags(), next, count);
        System.arraycopy(in.causes(), from, out.causes(), next, count);
        keys.noteAll(groupOf, from, count, next);
        int shift = next - from;
        for (int i = from; i < end; i++) {
            rowOf[i] = i + shift;
        }
        next += count;
        groups.growAll(groupOf, in.opcodes(), from, end, rowOf, kinds, out.opcodes());
        return end;
    }

    private int apartUntil(EventBlock in, int from) {
        int[] causes = in.causes();
        int n = in.rows();
        int i = from;
        while (i < n) {
            int last = i + 1 < n && causes[i + 1] == causes[i] ? i + 1 : i;
            boolean isApart =
                    last == i
                            || groupOf[last] != groupOf[i]
                                    && (last + 1 == n || causes[last + 1] != causes[i]);
            if (!isApart || !isPlain(in, i) || !isPlain(in, last)) {
                break;
            }
            i = last + 1;
        }
        return i;
    }

    /** Whether the row has a group and enters or leaves it. */
    private boolean isPlain(EventBlock in, int i) {
        byte opcode = in.opcodes()[i];
        return groupOf[i] >= 0 && (opcode == Opcode.INSERT || opcode == Opcode.DELETE);
    }

    /**
     * Settles the cause that begins at a row, if there is one; returns the row behind it, or the
     * same, and nothing has changed, if it is to be left.
     */
    private int settleTogether(EventBlock in, int first) {
        int[] causes = in.causes();
        int n = in.rows();
        int end = first;
        while (end < n && causes[end] == causes[first]) {
            if (!isPlain(in, end)) {
                return first;
            }
            end++;
        }
        if (mayEmptyTwice(first, end)) {
            return first;
        }
        groups.beginCause();
        for (int i = first; i < end; i++) {
            if (groups.touch(groupOf[i], next)) {
                rowOf[i] = next;
                out.flags()[next] = in.flags()[i];
                out.causes()[next] = in.causes()[i];
                keys.note(groupOf[i], next++);
            } else {
                int r = groups.rowOf(groupOf[i]);
                rowOf[i] = r;
                // retention's only where every change was
                out.flags()[r] &= (byte) (~EventFlags.RETENTION | in.flags()[i]);
            }
        }
        groups.growAll(groupOf, in.opcodes(), first, end, rowOf, kinds, out.opcodes());
        return end;
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
}
