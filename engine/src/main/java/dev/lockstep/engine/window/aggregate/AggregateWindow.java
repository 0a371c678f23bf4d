package dev.lockstep.engine.window.aggregate;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.api.schema.Storage;
import dev.lockstep.api.state.Scratch;
import dev.lockstep.engine.event.EngineError;
import dev.lockstep.engine.step.Step;
import dev.lockstep.engine.window.Blocks;
import dev.lockstep.engine.window.CanonicalInput;
import dev.lockstep.engine.window.CauseFold;
import dev.lockstep.engine.window.StreamKind;
import dev.lockstep.engine.window.Window;
import dev.lockstep.engine.window.WindowContext;
import dev.lockstep.engine.window.aggregate.function.Accumulator;
import dev.lockstep.engine.window.aggregate.function.CurrentChange;
import dev.lockstep.engine.window.aggregate.function.FunctionState;
import dev.lockstep.engine.window.aggregate.function.Members;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Keeps running results a group. A cause changes a group's row once, however many events of the
 * group it brings; the rows leave in the order in which the cause first touched their groups.
 */
public final class AggregateWindow extends Window {
    private static final int NO_GROUP = -1;

    private final WindowContext context;
    private final AggregateCode code;
    private final Accumulator[] accumulators;
    private final @Nullable Members members;
    private final CurrentChange change;
    private final GroupTable groups;
    private final GroupResults results;
    private final CanonicalInput input;
    private final EventBlock out;
    private final EventBlock key;

    /** The group of each output row whose key is not written yet. */
    @Scratch private int[] groupAt = {};

    @Scratch private int keysWritten;

    /** Whether each row of the block at hand has the very code that its group has as its key. */
    @Scratch private boolean keysAreInput;

    @Scratch private final CauseFold fold;

    /** Whether blocks of inserts may be added column by column. */
    private final boolean isColumnar;

    /** The input's field that is the whole key and text, or -1. */
    private final int textKey;

    /**
     * @param isSteady whether the code gives the same result whenever it is asked for one
     */
    public AggregateWindow(
            WindowContext context,
            AggregateCode code,
            FunctionState state,
            boolean isSteady,
            CanonicalInput input) {
        super(context.name(), context.spec().schema());
        this.context = context;
        this.code = code;
        this.accumulators = state.all().toArray(new Accumulator[0]);
        this.members = state.members();
        this.change = state.change();
        this.input = input;
        this.out = EventBlock.attached(schema());
        this.groups = new GroupTable(schema(), context.pool());
        this.results = new GroupResults(code, groups, schema(), isSteady);
        this.fold = new CauseFold(schema(), context.pool());
        this.key = EventBlock.attached(groups.keySchema());
        key.rows(1);
        this.textKey = textKey(input.schema());
        this.isColumnar = code.isColumnar() && input.isInsertOnly();
    }

    private int textKey(Schema in) {
        Schema keys = groups.keySchema();
        return keys.size() == 1 && keys.type(0).storage() == Storage.BYTES
                ? in.ordinal(keys.field(0).name())
                : -1;
    }

    @Override
    public void prepare() {
        // the input was asked for old rows when it was made
    }

    @Override
    protected StreamKind produces() {
        return StreamKind.CANONICAL;
    }

    @Override
    protected @Nullable EventBlock evaluate(Step step) {
        EventBlock in = input.block();
        if (in == null) {
            return null;
        }
        if (in.isTransactional()) {
            int failed = firstWithoutGroup(in);
            if (failed >= 0) {
                refuse(in, failed);
                input.refuse(in, failed);
                return null;
            }
            input.accept();
        }
        int n = in.rows();
        out.reset(n);
        keysWritten = 0;
        out.transactional(in.isTransactional());
        if (isColumnar && !isOldWanted() && !in.isTransactional() && addAll(in, n)) {
            return out;
        }
        int[] causes = in.causes();
        byte[] opcodes = in.opcodes();
        for (int i = 0; i < n; ) {
            int cause = causes[i];
            if (i + 1 == n || causes[i + 1] != cause) {
                changeAlone(in, i, opcodes[i]);
                i++;
                continue;
            }
            if (opcodes[i] == Opcode.INSERT
                    && opcodes[i + 1] == Opcode.DELETE
                    && (i + 2 == n || causes[i + 2] != cause)
                    && exchange(in, i)) {
                i += 2;
                continue;
            }
            int from = out.rows();
            int first = i;
            i = changeRun(in, first, cause);
            if (i < n && causes[i] == cause) {
                while (i < n && causes[i] == cause) {
                    i = changeRun(in, i, cause);
                }
                writeKeys(out.rows());
                fold.separate(out, from);
                keysWritten = out.rows();
            }
        }
        writeKeys(out.rows());
        if (groups.hasManyResting()) {
            closeResting();
        }
        return out;
    }

    /** Adds a block of inserts, each alone in its cause, column by column; false if it is not. */
    private boolean addAll(EventBlock in, int n) {
        if (groupAt.length < n) {
            groupAt = new int[out.capacity()];
        }
        if (!in.claims(EventBlock.PLAIN) && !isEachAlone(in.causes(), n) || findGroups(in, n) < n) {
            return false;
        }
        Blocks.copyHeads(in, out);
        out.unclaim(EventBlock.PLAIN);
        Arrays.fill(out.nulls(), 0, n * out.nullWords(), 0);
        groups.growAll(groupAt, n, out.opcodes());
        code.addAll(in, n, groupAt, out);
        if (keysAreInput) {
            int to = schema().key(0);
            System.arraycopy(in.ints(textKey), 0, out.ints(to), 0, n);
            keysWritten = n;
        } else {
            writeKeys(n);
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

    /**
     * Finds or opens the group of each row; returns how many rows have one before the first that
     * has none.
     */
    private int findGroups(EventBlock in, int n) {
        int field = textKey;
        boolean hasCodes = field >= 0 && in.claims(EventBlock.WHOLE);
        keysAreInput = hasCodes;
        int i = 0;
        while (i < n) {
            if (hasCodes) {
                i = groups.codes().findAll(in.ints(field), i, n, groupAt);
                if (i == n) {
                    break;
                }
            }
            int group = groupOf(in, i);
            if (group == NO_GROUP) {
                break;
            }
            keysAreInput = keysAreInput && groups.codes().find(in.ints(field)[i]) == group;
            groupAt[i++] = group;
        }
        return i;
    }

    /** Takes the rows of the cause up to where another run begins, and returns that place. */
    private int changeRun(EventBlock in, int first, int cause) {
        int i = first;
        while (i < in.rows() && in.causes()[i] == cause && isTogether(in, first, i)) {
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
        int group = groupOf(in, i);
        if (opcode == Opcode.DELETE) {
            if (group != NO_GROUP) {
                removeAlone(in, i, group);
            }
        } else if (group == NO_GROUP) {
            refuse(in, i);
        } else {
            addAlone(in, i, group);
        }
    }

    /**
     * An insert and the delete that it brings about under retention, as the whole of a cause. Done
     * here where they change two groups; false where they do not.
     */
    private boolean exchange(EventBlock in, int i) {
        int to = groupOf(in, i);
        int from = groupOf(in, i + 1);
        if (to == from || to == NO_GROUP || from == NO_GROUP) {
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
        if (!isNew && isOldWanted()) {
            saveOld(group, r);
        }
        enter(in, i, group, Opcode.INSERT);
        results.make(group, out, r);
        noteKey(group, r);
    }

    private void removeAlone(EventBlock in, int i, int group) {
        boolean isLast = groups.size(group) == 1;
        int r =
                Blocks.append(
                        out, isLast ? Opcode.DELETE : Opcode.UPDATE, in.flags()[i], in.causes()[i]);
        noteKey(group, r);
        if (isLast) {
            results.last(group, out, r);
        } else if (isOldWanted()) {
            saveOld(group, r);
        }
        leave(in, i, group, Opcode.DELETE);
        if (isLast) {
            empty(group);
        } else {
            results.make(group, out, r);
        }
    }

    /** Leaves the key of row {@code r} to {@link #writeKeys}. */
    private void noteKey(int group, int r) {
        if (r >= groupAt.length) {
            groupAt = Arrays.copyOf(groupAt, out.capacity());
        }
        groupAt[r] = group;
    }

    /** Writes the keys of the rows up to {@code end}: before their groups close, at the latest. */
    private void writeKeys(int end) {
        groups.writeKeys(groupAt, keysWritten, end, out);
        if (out.carriesOld()) {
            groups.writeKeys(groupAt, keysWritten, end, out.old());
        }
        keysWritten = end;
    }

    /** The first row that enters no group, or -1. */
    private int firstWithoutGroup(EventBlock in) {
        for (int i = 0; i < in.rows(); i++) {
            code.key(in, i, key);
            if (in.opcodes()[i] != Opcode.DELETE && groups.shape().hasNullKey(key, 0)) {
                return i;
            }
        }
        return -1;
    }

    private void saveOld(int group, int r) {
        out.carriesOld(true);
        results.last(group, out.old(), r);
    }

    private void refuse(EventBlock in, int i) {
        context.bad().report(EngineError.NULL_KEY, in, i, "A field that groups by is null.");
    }

    /** The row's group, opened if it is new; {@link #NO_GROUP} where a grouping field is null. */
    private int groupOf(EventBlock b, int i) {
        int field = textKey;
        if (field >= 0 && !b.isNull(field, i)) {
            int known = groups.codes().find(b.ints(field)[i]);
            if (known >= 0) {
                if (groups.rests(known)) {
                    groups.wake(known);
                    openFunctions(known);
                }
                return known;
            }
        }
        code.key(b, i, key);
        if (groups.shape().hasNullKey(key, 0)) {
            return NO_GROUP;
        }
        int hash = groups.hash(key);
        int group = groups.find(key, hash);
        if (group < 0) {
            group = groups.open(key, hash);
            results.open(group);
            openFunctions(group);
        } else if (groups.rests(group)) {
            groups.wake(group, key);
            openFunctions(group);
        }
        if (field >= 0) {
            groups.codes().remember(b.ints(field)[i], group);
        }
        return group;
    }

    private void openFunctions(int group) {
        for (Accumulator a : accumulators) {
            a.open(group);
        }
    }

    /** Several events of one cause, or one that is not an insert. */
    private void changeTogether(EventBlock in, int first, int end) {
        int from = out.rows();
        groups.beginCause();
        for (int i = first; i < end; i++) {
            switch (in.opcodes()[i]) {
                case Opcode.INSERT -> add(groupOf(in, i), in, i, end - first, Opcode.INSERT);
                case Opcode.DELETE -> remove(groupOf(in, i), in, i, in, end - first, Opcode.DELETE);
                default -> update(in, i, end - first);
            }
        }
        finish(from);
    }

    private void update(EventBlock in, int i, int changes) {
        EventBlock old = in.old();
        int from = groupOf(old, i);
        int to = groupOf(in, i);
        boolean stays = from == to;
        remove(from, old, i, in, 2 * changes, stays ? CurrentChange.NOT_TOLD : Opcode.DELETE);
        add(to, in, i, 2 * changes, stays ? Opcode.UPDATE : Opcode.INSERT);
    }

    private void add(int group, EventBlock in, int i, int changes, byte opcode) {
        if (group == NO_GROUP) {
            refuse(in, i);
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
        if (group == NO_GROUP) {
            return;
        }
        touch(group, head, i, changes);
        leave(b, i, group, opcode);
    }

    private void leave(EventBlock b, int i, int group, byte opcode) {
        if (groups.size(group) == 0) {
            throw new IllegalStateException("a row left a group that it never entered");
        }
        groups.grow(group, -1);
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
        if (before > 0 && (isOldWanted() || before <= changes || context.keepsBoth())) {
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
        noteKey(group, to);
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
        groups.rest(group);
    }

    private void closeResting() {
        for (int group = groups.next(0); group >= 0; group = groups.next(group + 1)) {
            if (groups.rests(group)) {
                results.close(group);
                groups.close(group);
            }
        }
    }

    @Override
    public long badEvents() {
        return context.bad().count();
    }

    @Override
    public long rows() {
        return groups.count();
    }

    @Override
    public void retained(EventBlock target) {
        for (int group = groups.next(0); group >= 0; group = groups.next(group + 1)) {
            if (groups.rests(group)) {
                continue;
            }
            int r = Blocks.append(target, Opcode.INSERT, EventFlags.NORMAL, 0);
            results.last(group, target, r);
            groups.writeKey(group, target, r);
        }
    }

    @Override
    protected void markCodes(StringPool pool) {
        code.markCodes();
        groups.markCodes();
        results.markCodes(pool);
        for (Accumulator a : accumulators) {
            a.markCodes(pool, groups.limit());
        }
        input.markCodes();
    }

    @Override
    protected void saveState(DataOutput out) throws IOException {
        out.writeLong(context.bad().count());
        code.saveVariables(out);
        groups.save(out);
        results.save(out);
        for (Accumulator a : accumulators) {
            a.save(out, groups.limit());
        }
        input.save(out);
    }

    @Override
    protected void loadState(DataInput in) throws IOException {
        context.bad().restore(in.readLong());
        code.internConstants();
        code.restoreVariables(in);
        groups.load(in);
        results.load(in, context.pool());
        for (Accumulator a : accumulators) {
            a.restore(in, groups.limit());
        }
        input.load(in);
    }
}
