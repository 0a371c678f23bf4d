package dev.lockstep.engine.window.join;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.state.Scratch;
import dev.lockstep.engine.event.EngineError;
import dev.lockstep.engine.step.Step;
import dev.lockstep.engine.store.RowScan;
import dev.lockstep.engine.window.Blocks;
import dev.lockstep.engine.window.CauseFold;
import dev.lockstep.engine.window.Input;
import dev.lockstep.engine.window.OutputRows;
import dev.lockstep.engine.window.RetainedRows;
import dev.lockstep.engine.window.StreamKind;
import dev.lockstep.engine.window.VariablesBefore;
import dev.lockstep.engine.window.Window;
import dev.lockstep.engine.window.WindowContext;
import dev.lockstep.model.project.IndexType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Joins facts with a dimension. Within a cause the dimension's changes apply first, the rows that
 * they regenerate follow in the facts' order of arrival, then the fact's own row.
 */
public final class JoinWindow extends Window {
    private final WindowContext context;
    private final JoinSides sides;
    private final JoinCode code;
    private final Input factInput;
    private final Input dimensionInput;
    private final DimensionSide dimension;
    private final @Nullable FactSide facts;
    private final @Nullable OutputRows outputRows;
    private final @Nullable UnmergedJoin unmerged;
    private final VariablesBefore variables;
    private final EventBlock out;
    private final EventBlock noFacts;
    private final EventBlock noDimensions;

    /** The fact that makes the transactional block at hand fail, or -1. */
    @Scratch private int failed = -1;

    /** Facts from which on joining column by column is worth it. */
    private static final int COLUMN_ROWS = 16;

    @Scratch private int[] slots = {};
    @Scratch private int[] chosen = {};

    @Scratch private final CauseFold fold;

    /** The first row of the cause at hand if it left in several runs, or -1. */
    @Scratch private int runFrom = -1;

    /**
     * @param dimensionIndex where the dimension's rows are
     * @param keepsFacts whether dimension changes reach earlier facts
     */
    public JoinWindow(
            WindowContext context,
            JoinSides sides,
            JoinCode code,
            Input factInput,
            Input dimensionInput,
            IndexType dimensionIndex,
            boolean keepsFacts) {
        super(context.name(), context.spec().schema());
        this.context = context;
        this.sides = sides;
        this.code = code;
        this.variables = new VariablesBefore(code);
        this.factInput = factInput;
        this.dimensionInput = dimensionInput;
        this.out = EventBlock.attached(schema());
        this.fold = new CauseFold(schema(), context.pool());
        this.noFacts = EventBlock.attached(factInput.source().schema());
        this.noDimensions = EventBlock.attached(dimensionInput.source().schema());
        this.dimension =
                new DimensionSide(context, dimensionInput.source().schema(), dimensionIndex);
        this.facts =
                keepsFacts
                        ? new FactSide(
                                context,
                                factInput.source().schema(),
                                dimensionInput.source().schema(),
                                code)
                        : null;
        this.outputRows =
                context.spec().index() == IndexType.EMPTY
                        ? null
                        : new OutputRows(context.rows(schema(), context.spec().index(), "output"));
        this.unmerged =
                facts == null || outputRows != null
                        ? null
                        : new UnmergedJoin(sides, code, dimension, facts, out);
    }

    @Override
    public void prepare() {
        // both sides keep what they need; neither asks for old rows
    }

    @Override
    protected StreamKind produces() {
        if (outputRows != null) {
            return StreamKind.CANONICAL;
        }
        return facts == null && factInput.stream() == StreamKind.INSERT_ONLY
                ? StreamKind.INSERT_ONLY
                : StreamKind.RAW;
    }

    @Override
    protected @Nullable EventBlock evaluate(Step step) {
        EventBlock f = orNone(factInput.block(), noFacts);
        EventBlock d = orNone(dimensionInput.block(), noDimensions);
        out.reset(f.rows());
        failed = -1;
        if (!f.isTransactional() && !d.isTransactional()) {
            if (d.rows() > 0 || !mayPassAll(f)) {
                join(f, d);
            } else {
                passAll(f);
            }
            return out;
        }
        out.transactional(true);
        return wouldApply(f, d) && joinWhole(f, d) ? out : null;
    }

    private static EventBlock orNone(@Nullable EventBlock block, EventBlock none) {
        return block == null ? none : block;
    }

    /** Whether a transactional block can be applied to what is kept of both sides. */
    private boolean wouldApply(EventBlock f, EventBlock d) {
        int wrong = d.rows() > 0 ? dimension.failure(d, context.bad()) : -1;
        if (wrong >= 0) {
            context.bad().reportOther(f, d.causes()[wrong]);
            return false;
        }
        wrong = f.rows() > 0 && facts != null ? facts.failure(f, context.bad()) : -1;
        if (wrong >= 0) {
            context.bad().reportOther(d, f.causes()[wrong]);
            return false;
        }
        return true;
    }

    /** Joins a transactional block; takes everything back if the output refuses a fact. */
    private boolean joinWhole(EventBlock f, EventBlock d) {
        OutputRows known = outputRows;
        if (facts != null || known == null) {
            join(f, d);
            return true;
        }
        dimension.rows().begin();
        known.rows().begin();
        variables.remember();
        join(f, d);
        if (failed < 0) {
            dimension.rows().commit();
            known.rows().commit();
            return true;
        }
        dimension.rows().rollback();
        known.rows().rollback();
        variables.restore();
        context.bad().reportBlock(f, failed);
        context.bad().reportOther(d, f.causes()[failed]);
        return false;
    }

    private void join(EventBlock f, EventBlock d) {
        int i = 0;
        int j = 0;
        while (j < d.rows() && failed < 0) {
            int cause = d.causes()[j];
            while (i < f.rows() && f.causes()[i] < cause) {
                i = joinFacts(f, i, f.causes()[i]);
            }
            for (; j < d.rows() && d.causes()[j] == cause; j++) {
                changeDimension(d, j);
            }
            i = joinFacts(f, i, cause);
        }
        while (i < f.rows() && failed < 0) {
            i = joinFacts(f, i, f.causes()[i]);
        }
    }

    private void changeDimension(EventBlock d, int j) {
        FactSide kept = facts;
        if (unmerged != null) {
            unmerged.changeDimension(d, j);
            return;
        }
        if (kept == null) {
            dimension.apply(d, j);
            return;
        }
        kept.gather(dimension, d, j);
        separate(kept, d.flags()[j], d.causes()[j]);
        if (dimension.apply(d, j) < 0) {
            return;
        }
        kept.touchGathered(dimension, d.flags()[j]);
        if (sides.keepsDimensions()) {
            kept.touchKeyOf(dimension.changed(), 0, d.flags()[j]);
        }
    }

    /** Under retention tracking what retention changed leaves apart from other changes. */
    private void separate(FactSide kept, byte flags, int cause) {
        if (context.keepsBoth() && kept.touched().differsIn(flags)) {
            if (runFrom < 0) {
                runFrom = out.rows();
            }
            emitTouched(kept, cause);
        }
    }

    /** Takes all facts of a cause and emits what it has touched; returns the first row behind. */
    private int joinFacts(EventBlock f, int from, int cause) {
        FactSide kept = facts;
        int i = from;
        for (; i < f.rows() && f.causes()[i] == cause && failed < 0; i++) {
            if (unmerged != null) {
                unmerged.changeFact(f, i);
            } else if (kept == null) {
                passFact(f, i, cause);
            } else {
                separate(kept, f.flags()[i], cause);
                if (kept.apply(f, i)) {
                    kept.touchApplied();
                }
            }
        }
        if (kept != null && unmerged == null) {
            emitTouched(kept, cause);
            if (runFrom >= 0) {
                fold.separate(out, runFrom);
                runFrom = -1;
            }
        }
        return i;
    }

    /** Whether the facts are nothing but inserts that nobody keeps, and enough to be worth it. */
    private boolean mayPassAll(EventBlock f) {
        // rows in a store have their slots until the next one is looked up
        return facts == null
                && outputRows == null
                && !dimension.rows().isInStore()
                && f.rows() >= COLUMN_ROWS
                && f.claims(EventBlock.PLAIN)
                && code.isColumnar();
    }

    /** Joins inserts column by column. */
    private void passAll(EventBlock f) {
        int n = f.rows();
        if (slots.length < n) {
            slots = new int[n];
            chosen = new int[n];
        }
        dimension.matchAll(code, f, n, slots);
        int count = sides.keepsFacts() ? n : chooseMatched(n);
        boolean isWhole;
        if (count == n) {
            Blocks.copyHeads(f, out);
            isWhole = code.outputAll(f, null, n, dimension.rows().table(), slots, out);
        } else {
            out.rows(count);
            Blocks.gatherHeads(f, chosen, count, out);
            out.claim(EventBlock.PLAIN);
            isWhole = code.outputAll(f, chosen, count, dimension.rows().table(), slots, out);
        }
        if (isWhole) {
            out.claim(EventBlock.WHOLE);
        }
    }

    /** Leaves out the facts without a match; returns how many are left. */
    private int chooseMatched(int n) {
        int count = 0;
        for (int i = 0; i < n; i++) {
            int slot = slots[i];
            chosen[count] = i;
            slots[count] = slot;
            count += slot >= 0 ? 1 : 0;
        }
        return count;
    }

    /** A fact that is not kept: joined with the dimension as it is now. */
    private void passFact(EventBlock f, int i, int cause) {
        byte opcode = f.opcodes()[i];
        int r = Blocks.append(out, opcode, f.flags()[i], cause);
        boolean isDelete = opcode == Opcode.DELETE || opcode == Opcode.SAFE_DELETE;
        int slot = dimension.match(code, f, i);
        code.output(f, i, dimension.rows().table(), slot, out, r);
        boolean isThere = slot >= 0 || sides.keepsFacts();
        if (outputRows != null) {
            if (isAdmitted(outputRows, f, i, r)) {
                settle(r, isThere && !isDelete);
            } else {
                out.rows(r);
            }
        } else if (!isThere) {
            leaveOut(r, opcode);
        }
    }

    /** Whether the output allows the event; reports it otherwise. */
    private boolean isAdmitted(OutputRows known, EventBlock f, int i, int r) {
        EngineError error = refusal(known, f, i, r);
        if (error == null) {
            return true;
        }
        context.bad()
                .report(
                        error,
                        f,
                        i,
                        "The join does not keep its facts, and its output says otherwise.");
        if (out.isTransactional()) {
            failed = i;
        }
        return false;
    }

    /**
     * Why the output does not allow the event, or null; an inner join never saw the facts that
     * matched nothing.
     */
    private @Nullable EngineError refusal(OutputRows known, EventBlock f, int i, int r) {
        boolean isKnown = known.rows().find(out, r, known.rows().hash(out, r)) >= 0;
        boolean isPartial = (f.flags()[i] & EventFlags.PARTIAL) != 0;
        byte opcode = f.opcodes()[i];
        boolean mustBeKnown = sides.keepsFacts() || isPartial;
        if (opcode == Opcode.INSERT && isKnown) {
            return EngineError.INSERT_OF_EXISTING_KEY;
        }
        if (opcode == Opcode.UPDATE && !isKnown && mustBeKnown) {
            return EngineError.UPDATE_OF_MISSING_KEY;
        }
        if (opcode == Opcode.DELETE && !isKnown && sides.keepsFacts()) {
            return EngineError.DELETE_OF_MISSING_KEY;
        }
        if (isPartial && isKnown && (opcode == Opcode.UPDATE || opcode == Opcode.UPSERT)) {
            return EngineError.PARTIAL_UPDATE_OF_UNKEPT_FACT;
        }
        return null;
    }

    /** An inner join without a match: downstream must not keep what may have matched before. */
    private void leaveOut(int r, byte opcode) {
        switch (opcode) {
            case Opcode.INSERT -> out.rows(r);
            case Opcode.UPSERT -> out.opcodes()[r] = Opcode.SAFE_DELETE;
            default -> out.opcodes()[r] = Opcode.DELETE;
        }
    }

    private void settle(int r, boolean isThere) {
        OutputRows known = outputRows;
        if (known == null) {
            throw new IllegalStateException("no output rows");
        }
        if (isThere) {
            known.put(out, r, isOldWanted() || context.keepsBoth());
        } else {
            known.remove(out, r);
        }
    }

    /** Emits the result of each touched fact, in the order of the first touch. */
    private void emitTouched(FactSide kept, int cause) {
        TouchedFacts touched = kept.touched();
        EventBlock keys = touched.rows();
        for (int k = 0; k < keys.rows(); k++) {
            emit(kept, keys, k, cause);
        }
        touched.end();
    }

    private void emit(FactSide kept, EventBlock keys, int k, int cause) {
        int fact = kept.find(keys, k);
        EventBlock row = fact >= 0 ? kept.load(fact) : kept.keyOnly(keys, k);
        int slot = dimension.match(code, row, 0);
        int r = Blocks.append(out, Opcode.UPSERT, keys.flags()[k], cause);
        code.output(row, 0, dimension.rows().table(), slot, out, r);
        boolean isThere =
                fact >= 0 ? slot >= 0 || sides.keepsFacts() : slot >= 0 && sides.keepsDimensions();
        settle(r, isThere);
    }

    @Override
    public long badEvents() {
        return context.bad().count();
    }

    @Override
    public long rows() {
        return outputRows == null ? 0 : outputRows.rows().size();
    }

    @Override
    public long keptFacts() {
        return facts == null ? 0 : facts.size();
    }

    @Override
    public @Nullable RowScan scanStore() {
        return outputRows != null && outputRows.rows().isInStore()
                ? outputRows.rows().scan()
                : null;
    }

    @Override
    public void retained(EventBlock target) {
        if (outputRows != null) {
            RetainedRows.append(outputRows.rows(), target);
        }
    }

    @Override
    protected void markCodes(StringPool pool) {
        code.markCodes();
        dimension.rows().markCodes();
        if (facts != null) {
            facts.markCodes();
        }
        if (outputRows != null) {
            outputRows.rows().markCodes();
        }
    }

    @Override
    protected void saveState(DataOutput out) throws IOException {
        out.writeLong(context.bad().count());
        code.saveVariables(out);
        dimension.rows().save(out);
        if (facts != null) {
            facts.save(out);
        }
        if (outputRows != null) {
            outputRows.rows().save(out);
        }
    }

    @Override
    protected void loadState(DataInput in) throws IOException {
        context.bad().restore(in.readLong());
        code.internConstants();
        code.restoreVariables(in);
        dimension.rows().load(in);
        if (facts != null) {
            facts.load(in);
        }
        if (outputRows != null) {
            outputRows.rows().load(in);
        }
    }
}
