package dev.lockstep.engine.window.join;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.engine.step.Step;
import dev.lockstep.engine.store.KeyedRows;
import dev.lockstep.engine.window.Blocks;
import dev.lockstep.engine.window.Input;
import dev.lockstep.engine.window.OutputRows;
import dev.lockstep.engine.window.RetainedRows;
import dev.lockstep.engine.window.StreamKind;
import dev.lockstep.engine.window.Window;
import dev.lockstep.engine.window.WindowContext;
import dev.lockstep.model.project.IndexType;
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
    private final EventBlock out;
    private final EventBlock noFacts;
    private final EventBlock noDimensions;

    /**
     * @param factIndex the index named for the fact side, or null
     * @param regenerates whether the model lets dimension changes reach earlier facts
     */
    public JoinWindow(
            WindowContext context,
            JoinSides sides,
            JoinCode code,
            Input factInput,
            Input dimensionInput,
            @Nullable IndexType factIndex,
            boolean regenerates) {
        super(context.name(), context.spec().schema());
        this.context = context;
        this.sides = sides;
        this.code = code;
        this.factInput = factInput;
        this.dimensionInput = dimensionInput;
        this.out = EventBlock.attached(schema());
        this.noFacts = EventBlock.attached(factInput.source().schema());
        this.noDimensions = EventBlock.attached(dimensionInput.source().schema());
        this.dimension = new DimensionSide(context, dimensionInput.source().schema());
        boolean keepsFacts = regenerates && factIndex != IndexType.EMPTY;
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
                        : new OutputRows(new KeyedRows(schema(), context.pool(), false));
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
        EventBlock f = applicableFacts();
        EventBlock d = applicableDimensions();
        int factRows = f.rows();
        int dimensionRows = d.rows();
        out.reset(factRows);
        out.transactional(f.isTransactional() || d.isTransactional());
        int i = 0;
        int j = 0;
        while (j < dimensionRows) {
            int cause = d.causes()[j];
            while (i < factRows && f.causes()[i] < cause) {
                i = joinFacts(f, i, f.causes()[i]);
            }
            if (facts != null) {
                facts.touched().begin();
            }
            for (; j < dimensionRows && d.causes()[j] == cause; j++) {
                changeDimension(d, j);
            }
            if (i < factRows && f.causes()[i] == cause) {
                i = joinFacts(f, i, cause);
            } else {
                emitTouched(cause);
            }
        }
        while (i < factRows) {
            i = joinFacts(f, i, f.causes()[i]);
        }
        return out;
    }

    /** The step's facts, none where a transactional block of them fails. */
    private EventBlock applicableFacts() {
        EventBlock f = factInput.block();
        boolean fails =
                f != null
                        && f.isTransactional()
                        && facts != null
                        && !facts.wouldApply(f, context.bad());
        return f == null || fails ? noFacts : f;
    }

    private EventBlock applicableDimensions() {
        EventBlock d = dimensionInput.block();
        boolean fails = d != null && d.isTransactional() && !dimension.wouldApply(d, context.bad());
        return d == null || fails ? noDimensions : d;
    }

    private void changeDimension(EventBlock d, int j) {
        FactSide kept = facts;
        if (kept == null) {
            dimension.apply(d, j);
            return;
        }
        kept.gather(dimension, d, j);
        if (dimension.apply(d, j) < 0) {
            return;
        }
        if (sides.keepsDimensions()) {
            kept.touchKeyOf(dimension.changed(), 0);
        }
        kept.touchGathered(dimension);
    }

    /** Takes all facts of a cause; returns the first row behind them. */
    private int joinFacts(EventBlock f, int from, int cause) {
        int i = from;
        FactSide kept = facts;
        if (kept == null) {
            for (; i < f.rows() && f.causes()[i] == cause; i++) {
                passFact(f, i, cause);
            }
            return i;
        }
        for (; i < f.rows() && f.causes()[i] == cause; i++) {
            kept.apply(f, i);
        }
        emitTouched(cause);
        return i;
    }

    /** A fact that is not kept: joined with the dimension as it is now. */
    private void passFact(EventBlock f, int i, int cause) {
        byte opcode = f.opcodes()[i];
        int r = Blocks.append(out, opcode, f.flags()[i], cause);
        boolean isDelete = opcode == Opcode.DELETE || opcode == Opcode.SAFE_DELETE;
        int slot = dimension.match(code, f, i);
        code.output(f, i, dimension.rows().table(), slot, out, r);
        boolean isThere = !isDelete && (slot >= 0 || sides.keepsFacts());
        if (outputRows != null) {
            settle(r, isThere);
        } else if (!isThere && !isDelete) {
            leaveOut(r, opcode);
        }
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
            known.put(out, r, isOldWanted());
        } else {
            known.remove(out, r);
        }
    }

    /**
     * Emits the result of every fact that the cause has touched, in the order of the first touch.
     */
    private void emitTouched(int cause) {
        FactSide kept = facts;
        if (kept == null) {
            return;
        }
        TouchedFacts touched = kept.touched();
        EventBlock keys = touched.rows();
        for (int k = 0; k < keys.rows(); k++) {
            emit(kept, keys, k, cause);
        }
        touched.end();
    }

    private void emit(FactSide kept, EventBlock keys, int k, int cause) {
        int fact = kept.find(keys, k);
        EventBlock row = keys;
        int at = k;
        if (fact >= 0) {
            row = kept.load(fact);
            at = 0;
        }
        int slot = dimension.match(code, row, at);
        boolean isDimensionOnly = fact < 0 && sides.keepsDimensions() && slot >= 0;
        if (isDimensionOnly) {
            row = kept.keyOnly(keys, k);
            at = 0;
        }
        byte opcode = keys.opcodes()[k];
        int r = Blocks.append(out, opcode, keys.flags()[k], cause);
        code.output(row, at, dimension.rows().table(), slot, out, r);
        boolean wouldBeThere = slot >= 0 || sides.keepsFacts();
        boolean isThere = fact >= 0 && wouldBeThere || isDimensionOnly;
        if (outputRows != null) {
            settle(r, isThere);
        } else if (isDimensionOnly) {
            out.opcodes()[r] = REGENERATED;
        } else if (!isThere) {
            boolean leavesNothing =
                    opcode == Opcode.INSERT || opcode == Opcode.DELETE && !wouldBeThere;
            out.rows(leavesNothing ? r : r + 1);
            out.opcodes()[r] = Opcode.DELETE;
        }
    }

    /** Marks a regenerated row: what a join without output rows calls it. */
    static final byte REGENERATED = Opcode.UPSERT;

    @Override
    public long badEvents() {
        return context.bad().count();
    }

    @Override
    public long rows() {
        return outputRows == null ? 0 : outputRows.rows().size();
    }

    /** Facts that are kept so that the dimension can regenerate them. */
    public long keptFacts() {
        return facts == null ? 0 : facts.size();
    }

    @Override
    public void retained(EventBlock target) {
        if (outputRows != null) {
            RetainedRows.append(outputRows.rows(), target);
        }
    }

    @Override
    public void markCodes(StringPool pool) {
        code.markCodes();
        dimension.rows().markCodes();
        if (facts != null) {
            facts.markCodes();
        }
        if (outputRows != null) {
            outputRows.rows().markCodes();
        }
    }
}
