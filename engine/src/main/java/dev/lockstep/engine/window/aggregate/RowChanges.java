package dev.lockstep.engine.window.aggregate;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.state.Scratch;
import dev.lockstep.engine.event.EngineError;
import dev.lockstep.engine.window.Blocks;
import dev.lockstep.engine.window.CauseFold;
import dev.lockstep.engine.window.WindowContext;
import dev.lockstep.engine.window.aggregate.function.Accumulator;
import dev.lockstep.engine.window.aggregate.function.CurrentChange;
import dev.lockstep.engine.window.aggregate.function.FunctionState;
import dev.lockstep.engine.window.aggregate.function.Members;
import org.jspecify.annotations.Nullable;

/**
 * Changes groups row by row and cause by cause: every opcode, old rows where they are wanted,
 * retention tracking.
 */
final class RowChanges {
    private final WindowContext context;
    private final AggregateCode code;
    private final Accumulator[] accumulators;
    private final @Nullable Members members;
    private final CurrentChange change;
    private final GroupTable groups;
    private final GroupResults results;
    private final GroupFinder finder;
    private final PendingKeys keys;
    private final EventBlock out;
    @Scratch private final CauseFold fold;
    @Scratch private boolean wantsOld;

    RowChanges(
            WindowContext context,
            AggregateCode code,
            FunctionState state,
            GroupTable groups,
            GroupResults results,
            GroupFinder finder,
            PendingKeys keys) {
        this.context = context;
        this.code = code;
        this.accumulators = state.all().toArray(new Accumulator[0]);
        this.members = state.members();
        this.change = state.change();
        this.groups = groups;
        this.results = results;
        this.finder = finder;
        this.keys = keys;
        this.out = keys.out();
        this.fold = new CauseFold(out.schema(), context.pool());
    }

    /** Begins a block. */
    void begin(boolean isOldWanted) {
        wantsOld = isOldWanted;
    }

    /** Changes the groups of a cause, which is rows {@code first} to {@code end - 1}. */
    void change(EventBlock in, int first, int end) {
        if (end == first + 1) {
            changeAlone(in, first, in.opcodes()[first]);
            return;
        }
        if (end == first + 2
                && in.opcodes()[first] == Opcode.INSERT
                && in.opcodes()[first + 1] == Opcode.DELETE
                && exchange(in, first)) {
            return;
        }
        int from = out.rows();
        int i = changeRun(in, first, end);
        if (i < end) {
            while (i < end) {
                i = changeRun(in, i, end);
            }
            keys.write();
            fold.separate(out, from);
            keys.begin();
        }
    }

    /** Takes the rows of the cause up to where another run begins, and returns that place. */
    private int changeRun(EventBlock in, int first, int end) {
        int i = first;
        while (i < end && isTogether(in, first, i)) {
            i++;
        }
        changeTogether(in, first, i);
        return i;
    }

    /**
     * Under retention tracking what retention changes is kept apart from other changes of the
     * cause.
     */
    private boolean isTogether(EventBlock in, int first, int i) {
        return !context.keepsBoth()
                || ((in.flags()[first] ^ in.flags()[i]) & EventFlags.RETENTION) == 0;
    }

    /** One change and nothing else of its cause. */
    private void changeAlone(EventBlock in, int i, byte opcode) {
        if (opcode == Opcode.UPDATE) {
            changeTogether(in, i, i + 1);
            return;
        }
        int group = finder.find(in, i);
        if (opcode == Opcode.DELETE) {
            if (group != GroupFinder.NONE) {
                removeAlone(in, i, group);
            }
        } else if (group == GroupFinder.NONE) {
            context.bad().report(EngineError.NULL_KEY, in, i, AggregateWindow.NULL_KEY);
        } else {
            addAlone(in, i, group);
        }
    }

    /**
     * An insert and the delete that it brings about under retention, as the whole of a cause. Done
     * here where they change two groups; false where they do not.
     */
    private boolean exchange(EventBlock in, int i) {
        int to = finder.find(in, i);
        int from = finder.find(in, i + 1);
        if (to == from || to == GroupFinder.NONE || from == GroupFinder.NONE) {
            return false;
        }
        addAlone(in, i, to);
        removeAlone(in, i + 1, from);
        return true;
    }

    private void addAlone(EventBlock in, int i, int group) {
        boolean isNew = groups.size(group) == 0;
        int r =
                Blocks.append(
                        out, isNew ? Opcode.INSERT : Opcode.UPDATE, in.flags()[i], in.causes()[i]);
        if (!isNew && wantsOld) {
            saveOld(group, r);
        }
        enter(in, i, group, Opcode.INSERT);
        results.make(group, out, r);
        keys.note(group, r);
    }

    private void removeAlone(EventBlock in, int i, int group) {
        boolean isLast = groups.size(group) == 1;
        int r =
                Blocks.append(
                        out, isLast ? Opcode.DELETE : Opcode.UPDATE, in.flags()[i], in.causes()[i]);
        keys.note(group, r);
        if (isLast) {
            results.last(group, out, r);
        } else if (wantsOld) {
            saveOld(group, r);
        }
        leave(in, i, group, Opcode.DELETE);
        if (isLast) {
            empty(group);
        } else {
            results.make(group, out, r);
        }
    }

    private void saveOld(int group, int r) {
        out.carriesOld(true);
        results.last(group, out.old(), r);
    }

    /** Several events of one cause, or one that is not an insert. */
    private void changeTogether(EventBlock in, int first, int end) {
        int from = out.rows();
        groups.beginCause();
        for (int i = first; i < end; i++) {
            switch (in.opcodes()[i]) {
                case Opcode.INSERT -> add(finder.find(in, i), in, i, end - first, Opcode.INSERT);
                case Opcode.DELETE ->
                        remove(finder.find(in, i), in, i, in, end - first, Opcode.DELETE);
                default -> update(in, i, end - first);
            }
        }
        finish(from);
    }

    private void update(EventBlock in, int i, int changes) {
        EventBlock old = in.old();
        int from = finder.find(old, i);
        int to = finder.find(in, i);
        boolean stays = from == to;
        remove(from, old, i, in, 2 * changes, stays ? CurrentChange.NOT_TOLD : Opcode.DELETE);
        add(to, in, i, 2 * changes, stays ? Opcode.UPDATE : Opcode.INSERT);
    }

    private void add(int group, EventBlock in, int i, int changes, byte opcode) {
        if (group == GroupFinder.NONE) {
            context.bad().report(EngineError.NULL_KEY, in, i, AggregateWindow.NULL_KEY);
            return;
        }
        touch(group, in, i, changes);
        enter(in, i, group, opcode);
    }

    private void enter(EventBlock in, int i, int group, byte opcode) {
        groups.grow(group, 1);
        change.opcode(opcode);
        Members m = members;
        if (m != null) {
            m.enter(in, i, group);
        }
        code.add(in, i, group);
    }

    private void remove(int group, EventBlock b, int i, EventBlock head, int changes, byte opcode) {
        if (group == GroupFinder.NONE) {
            return;
        }
        touch(group, head, i, changes);
        leave(b, i, group, opcode);
    }

    private void leave(EventBlock b, int i, int group, byte opcode) {
        if (groups.grow(group, -1) == 0) {
            throw new IllegalStateException("a row left a group that it never entered");
        }
        change.opcode(opcode);
        Members m = members;
        if (m == null) {
            code.remove(b, i, group);
            return;
        }
        m.find(b, i, group);
        code.remove(b, i, group);
        m.leave(group);
    }

    /** Reserves the group's place in the output at its first touch, with the result as it was. */
    private void touch(int group, EventBlock head, int i, int changes) {
        if (!groups.touch(group, out.rows())) {
            // retention's only where every change was
            int mask = ~EventFlags.RETENTION | head.flags()[i];
            out.flags()[groups.rowOf(group)] &= (byte) mask;
            return;
        }
        long before = groups.size(group);
        int r =
                Blocks.append(
                        out,
                        before == 0 ? Opcode.INSERT : Opcode.UPDATE,
                        head.flags()[i],
                        head.causes()[i]);
        // the old result is needed for itself or for the Delete of a group that may become empty
        if (before > 0 && (wantsOld || before <= changes || context.keepsBoth())) {
            out.carriesOld(true);
            results.last(group, out.old(), r);
        }
    }

    /** Completes the rows of the touched groups; a group that came and went leaves none. */
    private void finish(int from) {
        int to = from;
        int touched = groups.touchedCount();
        boolean emptied = false;
        for (int k = 0; k < touched; k++) {
            int group = groups.touched(k);
            int r = from + k;
            boolean wasThere = out.opcodes()[r] == Opcode.UPDATE;
            boolean isThere = groups.size(group) > 0;
            if (wasThere || isThere) {
                emit(group, r, to, wasThere, isThere);
                to++;
            }
            emptied |= !isThere;
        }
        out.rows(to);
        if (emptied) {
            restEmptied(touched);
        }
    }

    private void emit(int group, int r, int to, boolean wasThere, boolean isThere) {
        out.opcodes()[to] = !wasThere ? Opcode.INSERT : isThere ? Opcode.UPDATE : Opcode.DELETE;
        out.flags()[to] = isThere ? (byte) (out.flags()[r] & ~EventFlags.PARTIAL) : out.flags()[r];
        out.causes()[to] = out.causes()[r];
        if (wasThere && out.carriesOld()) {
            if (to != r) {
                groups.outputShape().copy(out.old(), r, out.old(), to);
            }
        }
        keys.note(group, to);
        if (isThere) {
            results.make(group, out, to);
        } else {
            groups.outputShape().copy(out.old(), to, out, to);
        }
    }

    private void restEmptied(int touched) {
        for (int k = 0; k < touched; k++) {
            int group = groups.touched(k);
            if (groups.size(group) == 0) {
                empty(group);
            }
        }
    }

    private void empty(int group) {
        for (Accumulator a : accumulators) {
            a.close(group);
        }
    }
}
