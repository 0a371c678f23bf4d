package dev.lockstep.engine.window;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.state.Scratch;
import dev.lockstep.engine.store.RowScan;
import dev.lockstep.expression.code.Generated;
import dev.lockstep.model.project.IndexType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A window with one input whose result for a row depends on that row and the window's variables
 * only: filter, compute. With an index it keeps its output rows, without one it passes on whatever
 * comes.
 */
public abstract class SimpleWindow extends Window {
    private final WindowContext context;
    private final Generated code;
    private final @Nullable OutputRows outputRows;
    private final VariablesBefore variables;
    private final EventBlock out;
    private @Nullable CanonicalInput canonical;

    /** Where one cause may bring several changes of a key. */
    @Scratch private @Nullable CauseFold fold;

    protected SimpleWindow(WindowContext context, Generated code) {
        super(context.name(), context.spec().schema());
        this.context = context;
        this.code = code;
        this.variables = new VariablesBefore(code);
        this.out = EventBlock.attached(schema());
        this.outputRows =
                context.spec().index() == IndexType.EMPTY
                        ? null
                        : new OutputRows(context.rows(schema(), context.spec().index(), "output"));
    }

    protected final Input input() {
        return inputs().get(0);
    }

    protected final EventBlock out() {
        return out;
    }

    protected final WindowContext context() {
        return context;
    }

    protected final @Nullable OutputRows outputRows() {
        return outputRows;
    }

    /** Whether evaluation needs the row that an update replaces. */
    protected abstract boolean needsOld();

    /** Whether the window takes a {@link Selection} as well as a block. */
    protected boolean takesSelection() {
        return false;
    }

    @Override
    public final void prepare() {
        if (takesSelection()) {
            input().source().readBySelection();
        }
        if (outputRows != null) {
            canonical = new CanonicalInput(input(), context, needsOld());
            fold = CauseFold.behind(input(), context);
        } else if (needsOld() && input().stream() != StreamKind.INSERT_ONLY) {
            // also where only some updates know what they replace, as behind a union without index
            input().source().wantOld();
        }
    }

    /** Whether updates must carry their old rows here. */
    protected final boolean keepsOld() {
        return isOldWanted() || fold != null;
    }

    /**
     * To be called behind each row of the input: behind the last one of a cause the changes of a
     * key that it made become one.
     *
     * @param from where the rows of the cause begin in the output
     * @return where those of the next row's cause begin
     */
    protected final int settle(EventBlock in, int i, int from) {
        CauseFold f = fold;
        return f == null ? from : f.settle(in, i, out, from, context.keepsBoth());
    }

    /** Begins a block: what a transactional one changes can be taken back. */
    protected final void begin(EventBlock in) {
        OutputRows known = outputRows;
        if (in.isTransactional() && known != null) {
            known.rows().begin();
            variables.remember();
        }
    }

    /** Ends a transactional block: its changes stay, or go back. */
    protected final void end(EventBlock in, boolean isApplied) {
        CanonicalInput c = canonical;
        OutputRows known = outputRows;
        if (!in.isTransactional() || c == null || known == null) {
            return;
        }
        if (isApplied) {
            c.accept();
            known.rows().commit();
        } else {
            c.refuse();
            known.rows().rollback();
            variables.restore();
        }
    }

    /** The step's rows: canonical for a window with an index. */
    protected final @Nullable EventBlock arrivals() {
        CanonicalInput c = canonical;
        return c == null ? input().block() : c.block();
    }

    @Override
    protected StreamKind produces() {
        if (input().stream() == StreamKind.INSERT_ONLY) {
            return StreamKind.INSERT_ONLY;
        }
        return outputRows != null ? StreamKind.CANONICAL : StreamKind.RAW;
    }

    @Override
    public final long badEvents() {
        return context.bad().count();
    }

    @Override
    public final long rows() {
        return outputRows == null ? 0 : outputRows.rows().size();
    }

    @Override
    public final @Nullable RowScan scanStore() {
        return outputRows != null && outputRows.rows().isInStore()
                ? outputRows.rows().scan()
                : null;
    }

    @Override
    public final void retained(EventBlock target) {
        if (outputRows != null) {
            RetainedRows.append(outputRows.rows(), target);
        }
    }

    @Override
    protected final void markCodes(StringPool pool) {
        code.markCodes();
        if (outputRows != null) {
            outputRows.rows().markCodes();
        }
        CanonicalInput c = canonical;
        if (c != null) {
            c.markCodes();
        }
    }

    @Override
    protected void saveState(DataOutput out) throws IOException {
        out.writeLong(context.bad().count());
        code.saveVariables(out);
        if (outputRows != null) {
            outputRows.rows().save(out);
        }
        CanonicalInput c = canonical;
        if (c != null) {
            c.save(out);
        }
    }

    @Override
    protected void loadState(DataInput in) throws IOException {
        context.bad().restore(in.readLong());
        code.internConstants();
        code.restoreVariables(in);
        if (outputRows != null) {
            outputRows.rows().load(in);
        }
        CanonicalInput c = canonical;
        if (c != null) {
            c.load(in);
        }
    }
}
