package dev.lockstep.engine.window.functional;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.error.ErrorCode;
import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.state.Scratch;
import dev.lockstep.engine.event.EngineError;
import dev.lockstep.engine.step.Step;
import dev.lockstep.engine.store.KeyedRows;
import dev.lockstep.engine.store.RowScan;
import dev.lockstep.engine.store.RowShape;
import dev.lockstep.engine.store.RowShapes;
import dev.lockstep.engine.window.Blocks;
import dev.lockstep.engine.window.CanonicalInput;
import dev.lockstep.engine.window.CauseFold;
import dev.lockstep.engine.window.Input;
import dev.lockstep.engine.window.Resolver;
import dev.lockstep.engine.window.RetainedRows;
import dev.lockstep.engine.window.StreamKind;
import dev.lockstep.engine.window.Window;
import dev.lockstep.engine.window.WindowContext;
import dev.lockstep.expression.functional.EventLoop;
import dev.lockstep.expression.functional.FunctionalExpression;
import dev.lockstep.expression.functional.OpcodeExpression;
import dev.lockstep.expression.functional.fault.FunctionalError;
import dev.lockstep.expression.functional.runtime.FunctionalScope;
import dev.lockstep.model.project.IndexType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes rows from each arriving event: the base row, unless {@code generate} says no, then one for
 * each turn of each event loop. Deletes are not evaluated: they take the base row away where its
 * key is copied from the input, and say nothing where a function makes the key; rows that loops
 * made stay (assumed).
 */
public final class FunctionalWindow extends Window {
    private final WindowContext context;
    private final FunctionalProgram program;
    private final boolean makesOnlyInserts;
    @Scratch private final FunctionalScope scope;
    private final RowShape shape;
    private final @Nullable KeyedRows rows;
    private final @Nullable Resolver resolver;
    private final EventBlock out;
    @Scratch private final EventBlock made;
    @Scratch private final CauseFold fold;
    private final List<FunctionalInput> ins = new ArrayList<>();

    /** Events that have arrived, deletes not counted. */
    private long eventCount;

    /** A value that could not be had in a transactional block. */
    private record Fault(ErrorCode code, EventBlock block, int row, String reason) {}

    @Scratch private final List<Fault> faults = new ArrayList<>();
    @Scratch private @Nullable FunctionalInput taken;
    @Scratch private @Nullable EventBlock current;
    @Scratch private int currentRow;
    @Scratch private boolean hasFailed;

    public FunctionalWindow(
            WindowContext context, FunctionalProgram program, boolean makesOnlyInserts) {
        super(context.name(), context.spec().schema());
        this.context = context;
        this.program = program;
        this.makesOnlyInserts = makesOnlyInserts;
        this.scope = program.names().newScope(context.evaluation());
        this.shape = RowShapes.of(schema());
        this.out = EventBlock.attached(schema());
        this.made = EventBlock.attached(schema());
        this.fold = new CauseFold(schema(), context.pool());
        boolean isKept = context.spec().index() != IndexType.EMPTY;
        KeyedRows kept = isKept ? context.rows(schema(), context.spec().index(), "rows") : null;
        rows = kept;
        resolver = kept == null ? null : new Resolver(kept, context.bad(), false);
        scope.errors(this::report);
    }

    /** A fault of a block that may yet be refused is kept back: then its events count once. */
    private void report(FunctionalError error, String part) {
        EventBlock b = current;
        if (b == null) {
            return;
        }
        String reason = "The value of " + part + " is null: " + error.hint() + ".";
        boolean isFailure = error == FunctionalError.UNKNOWN_OPCODE;
        if (b.isTransactional() && !isFailure) {
            faults.add(new Fault(error, b, currentRow, reason));
        } else {
            context.bad().report(error, b, currentRow, reason);
        }
    }

    @Override
    public void prepare() {
        for (Input input : inputs()) {
            ins.add(new FunctionalInput(input, context, program, rows != null));
        }
    }

    @Override
    protected StreamKind produces() {
        boolean isInsertOnly = program.opcode() == null;
        for (Input input : inputs()) {
            isInsertOnly &= input.stream() == StreamKind.INSERT_ONLY;
        }
        if (makesOnlyInserts || isInsertOnly) {
            return StreamKind.INSERT_ONLY;
        }
        return rows != null ? StreamKind.CANONICAL : StreamKind.RAW;
    }

    @Override
    protected @Nullable EventBlock evaluate(Step step) {
        boolean isTransactional = false;
        int arrived = 0;
        for (FunctionalInput in : ins) {
            in.open();
            EventBlock b = in.block();
            if (b != null) {
                isTransactional |= b.isTransactional();
                arrived += b.rows();
            }
        }
        if (hasRefusedInput() || arrived == 0) {
            return null;
        }
        out.reset(arrived);
        out.transactional(isTransactional);
        hasFailed = false;
        if (isTransactional) {
            return takeWhole() ? out : null;
        }
        for (int cause = nextCause(); cause != Integer.MAX_VALUE; cause = nextCause()) {
            takeCause(cause);
        }
        return out;
    }

    /** Whether an input refused its transactional block; then the others are refused too. */
    private boolean hasRefusedInput() {
        int refused = -1;
        for (FunctionalInput in : ins) {
            refused = Math.max(refused, in.refusedCause());
        }
        if (refused < 0) {
            return false;
        }
        for (FunctionalInput in : ins) {
            if (in.refusedCause() < 0) {
                in.refuseOther(refused, context.bad());
            }
        }
        return true;
    }

    /** Takes a transactional block; takes everything back if it fails. */
    private boolean takeWhole() {
        KeyedRows kept = rows;
        long countBefore = eventCount;
        faults.clear();
        if (kept != null) {
            kept.begin();
        }
        for (int cause = nextCause(); cause != Integer.MAX_VALUE; cause = nextCause()) {
            takeCause(cause);
            EventBlock failed = current;
            if (hasFailed && failed != null) {
                eventCount = countBefore;
                if (kept != null) {
                    kept.rollback();
                }
                refuse(failed);
                return false;
            }
        }
        if (kept != null) {
            kept.commit();
        }
        ins.forEach(FunctionalInput::accept);
        faults.forEach(f -> context.bad().report(f.code(), f.block(), f.row(), f.reason()));
        return true;
    }

    /** Gives the block back on all inputs; two of them may have brought the same one. */
    private void refuse(EventBlock failed) {
        for (FunctionalInput in : ins) {
            if (in == taken) {
                in.refuse(failed, currentRow, context.bad());
            } else {
                in.refuseOther(failed.causes()[currentRow], context.bad());
            }
        }
    }

    private int nextCause() {
        int lowest = Integer.MAX_VALUE;
        for (int k = 0; k < ins.size(); k++) {
            lowest = Math.min(lowest, ins.get(k).nextCause());
        }
        return lowest;
    }

    private void takeCause(int cause) {
        int first = out.rows();
        for (int k = 0; k < ins.size(); k++) {
            FunctionalInput in = ins.get(k);
            EventBlock b = in.block();
            while (b != null && in.nextCause() == cause && !isLost()) {
                take(in, b, in.next());
            }
        }
        if (rows != null && out.rows() - first > 1) {
            if (context.keepsBoth()) {
                fold.separate(out, first);
            } else {
                fold.fold(out, first);
            }
        }
    }

    /** Whether the transactional block is going to be refused. */
    private boolean isLost() {
        return hasFailed && out.isTransactional();
    }

    private void take(FunctionalInput in, EventBlock b, int i) {
        taken = in;
        current = b;
        currentRow = i;
        byte opcode = b.opcodes()[i];
        if (opcode == Opcode.DELETE || opcode == Opcode.SAFE_DELETE) {
            takeDelete(in, b, i, opcode);
            return;
        }
        if (opcode == Opcode.UPDATE && in.movesRows()) {
            removeMoved(in, b, i);
        }
        eventCount++;
        scope.begin(in.name(), eventCount);
        in.read(b, i, scope);
        program.base().evaluate(scope);
        FunctionalExpression generate = program.generate();
        if (generate == null || generate.isTrue(scope)) {
            // a stateful window may have left out the row that an update means to change
            byte usual = opcode == Opcode.UPDATE && rows != null ? Opcode.UPSERT : opcode;
            byte flags = (byte) (b.flags()[i] & (rows != null ? EventFlags.RETENTION : -1));
            make(in.base(), b, i, usual, flags);
        }
        scope.nextRow();
        for (int k = 0; k < program.loops().size(); k++) {
            RowWriter writer = in.loop(k);
            EventLoop loop = program.loops().get(k);
            // turns need not be as many as last time
            byte usual = opcode == Opcode.UPDATE ? Opcode.UPSERT : opcode;
            byte flags = (byte) (b.flags()[i] & EventFlags.RETENTION);
            loop.run(scope, done -> make(writer, b, i, usual, flags));
        }
    }

    private void takeDelete(FunctionalInput in, EventBlock b, int i, byte opcode) {
        if (makesOnlyInserts || !in.base().copiesKey()) {
            return;
        }
        made.reset(1);
        int r = Blocks.append(made, opcode, b.flags()[i], b.causes()[i]);
        in.base().writeCopied(scope, b, i, made, r);
        if (rows == null) {
            leave();
        } else if (!shape.hasNullKey(made, r)) {
            // the base row may have been left out
            made.opcodes()[r] = Opcode.SAFE_DELETE;
            leave();
        }
    }

    /** The old half of an update that gives the base row another key. */
    private void removeMoved(FunctionalInput in, EventBlock b, int i) {
        if (makesOnlyInserts) {
            return;
        }
        made.reset(2);
        byte flags = (byte) (b.flags()[i] & EventFlags.RETENTION);
        int old = Blocks.append(made, Opcode.SAFE_DELETE, flags, b.causes()[i]);
        int now = Blocks.append(made, Opcode.UPDATE, flags, b.causes()[i]);
        in.base().writeCopied(scope, b.old(), i, made, old);
        in.base().writeCopied(scope, b, i, made, now);
        if (!in.base().sameKey(made, old, now) && !shape.hasNullKey(made, old)) {
            leave();
        }
    }

    private void make(RowWriter writer, EventBlock b, int i, byte usual, byte flags) {
        if (isLost()) {
            return;
        }
        byte opcode = usual;
        OpcodeExpression given = program.opcode();
        if (given != null) {
            opcode = given.evaluate(scope, usual);
            if (opcode == 0) {
                hasFailed = true;
                return;
            }
        }
        if (makesOnlyInserts) {
            if (opcode == Opcode.DELETE || opcode == Opcode.SAFE_DELETE) {
                return;
            }
            opcode = Opcode.INSERT;
        }
        made.reset(1);
        int r = Blocks.append(made, opcode, flags, b.causes()[i]);
        writer.write(scope, b, i, made, r);
        leave();
    }

    /** Lets the row that was made leave, as a change of what is kept where something is. */
    private void leave() {
        Resolver changes = resolver;
        if (changes != null) {
            hasFailed |= changes.apply(made, 0, out, true) == Resolver.BAD;
            return;
        }
        if (shape.hasNullKey(made, 0)) {
            EventBlock b = current;
            if (b != null) {
                context.bad().report(EngineError.NULL_KEY, b, currentRow, "A key field is null.");
            }
            hasFailed = true;
            return;
        }
        int r = Blocks.append(out, made.opcodes()[0], made.flags()[0], made.causes()[0]);
        shape.copy(made, 0, out, r);
    }

    @Override
    public long badEvents() {
        return context.bad().count();
    }

    @Override
    public long rows() {
        return rows == null ? 0 : rows.size();
    }

    @Override
    public @Nullable RowScan scanStore() {
        return rows != null && rows.isInStore() ? rows.scan() : null;
    }

    @Override
    public void retained(EventBlock target) {
        if (rows != null) {
            RetainedRows.append(rows, target);
        }
    }

    @Override
    protected void markCodes(StringPool pool) {
        if (rows != null) {
            rows.markCodes();
        }
        for (FunctionalInput in : ins) {
            CanonicalInput c = in.canonical();
            if (c != null) {
                c.markCodes();
            }
        }
    }

    @Override
    protected void saveState(DataOutput target) throws IOException {
        target.writeLong(context.bad().count());
        target.writeLong(eventCount);
        if (rows != null) {
            rows.save(target);
        }
        for (FunctionalInput in : ins) {
            CanonicalInput c = in.canonical();
            if (c != null) {
                c.save(target);
            }
        }
    }

    @Override
    protected void loadState(DataInput in) throws IOException {
        context.bad().restore(in.readLong());
        eventCount = in.readLong();
        if (rows != null) {
            rows.load(in);
        }
        for (FunctionalInput each : ins) {
            CanonicalInput c = each.canonical();
            if (c != null) {
                c.load(in);
            }
        }
    }
}
