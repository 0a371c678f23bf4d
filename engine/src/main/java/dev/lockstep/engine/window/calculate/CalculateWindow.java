package dev.lockstep.engine.window.calculate;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.state.Scratch;
import dev.lockstep.engine.event.EngineError;
import dev.lockstep.engine.step.Step;
import dev.lockstep.engine.store.KeyedRows;
import dev.lockstep.engine.window.Blocks;
import dev.lockstep.engine.window.CanonicalInput;
import dev.lockstep.engine.window.CauseFold;
import dev.lockstep.engine.window.Input;
import dev.lockstep.engine.window.OutputRows;
import dev.lockstep.engine.window.RetainedRows;
import dev.lockstep.engine.window.StreamKind;
import dev.lockstep.engine.window.Window;
import dev.lockstep.engine.window.WindowContext;
import dev.lockstep.model.project.IndexType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * {@code algorithm="Summary"}: an Insert is an observation, and leaves with the statistics behind
 * it. A Delete, retention included, removes the row and leaves the algorithm alone (known). An
 * update is no observation and leaves with the statistics as they stand; where there is no index to
 * tell, an upsert counts as an Insert (both assumed).
 */
public final class CalculateWindow extends Window {
    private final WindowContext context;
    private final SummaryPlan plan;
    private final Summary summary;
    private final @Nullable OutputRows outputRows;
    private final EventBlock out;
    private @Nullable CanonicalInput canonical;

    /** Where one cause may bring several changes of a key. */
    @Scratch private @Nullable CauseFold fold;

    public CalculateWindow(WindowContext context, SummaryPlan plan) {
        super(context.name(), context.spec().schema());
        this.context = context;
        this.plan = plan;
        this.summary = new Summary(plan.windowLength());
        this.out = EventBlock.attached(schema());
        this.outputRows =
                context.spec().index() == IndexType.EMPTY
                        ? null
                        : new OutputRows(new KeyedRows(schema(), context.pool(), false));
    }

    private Input input() {
        return inputs().get(0);
    }

    @Override
    public void prepare() {
        if (outputRows != null) {
            canonical = new CanonicalInput(input(), context, false);
            fold = CauseFold.behind(input(), context);
        }
    }

    @Override
    protected StreamKind produces() {
        if (input().stream() == StreamKind.INSERT_ONLY) {
            return StreamKind.INSERT_ONLY;
        }
        return outputRows != null ? StreamKind.CANONICAL : StreamKind.RAW;
    }

    @Override
    protected boolean isFirstInFirstOut() {
        return input().source().leavesFirstInFirstOut();
    }

    @Override
    protected @Nullable EventBlock evaluate(Step step) {
        CanonicalInput c = canonical;
        OutputRows known = outputRows;
        EventBlock in = c == null ? input().block() : c.block();
        if (in == null) {
            return null;
        }
        if (c != null && known != null) {
            if (in.isTransactional()) {
                int failed = firstKnown(in, known.rows());
                if (failed >= 0) {
                    refuse(in, failed);
                    context.bad().reportBlock(in, failed);
                    c.refuse();
                    return null;
                }
                c.accept();
            }
            keep(in, known);
        } else {
            pass(in);
        }
        out.transactional(in.isTransactional());
        return out;
    }

    private void pass(EventBlock in) {
        int n = in.rows();
        out.reset(n);
        for (int i = 0; i < n; i++) {
            byte opcode = in.opcodes()[i];
            int r = Blocks.append(out, opcode, in.flags()[i], in.causes()[i]);
            if (opcode == Opcode.DELETE || opcode == Opcode.SAFE_DELETE) {
                plan.writeKey(in, i, out, r);
            } else {
                calculate(in, i, opcode != Opcode.UPDATE, r);
            }
        }
    }

    private void keep(EventBlock in, OutputRows known) {
        int n = in.rows();
        out.reset(n);
        CauseFold f = fold;
        int from = 0;
        for (int i = 0; i < n; i++) {
            byte opcode = in.opcodes()[i];
            int r = Blocks.append(out, opcode, in.flags()[i], in.causes()[i]);
            plan.writeKey(in, i, out, r);
            if (opcode == Opcode.DELETE) {
                known.remove(out, r);
            } else if (opcode == Opcode.INSERT && isKnown(r, known.rows())) {
                refuse(in, i);
                out.rows(r);
            } else {
                calculate(in, i, opcode == Opcode.INSERT, r);
                known.put(out, r, isOldWanted() || f != null);
            }
            from = f == null ? from : f.settle(in, i, out, from, context.keepsBoth());
        }
    }

    private void calculate(EventBlock in, int i, boolean isObservation, int r) {
        if (isObservation) {
            summary.observe(plan.value(in, i), plan.isMissing(in, i));
        }
        summary.sumUp();
        plan.write(in, i, summary, out, r);
    }

    private boolean isKnown(int r, KeyedRows rows) {
        return rows.find(out, r, rows.hash(out, r)) >= 0;
    }

    private void refuse(EventBlock in, int i) {
        context.bad()
                .report(EngineError.INSERT_OF_EXISTING_KEY, in, i, "The key is already there.");
    }

    /**
     * The first row of a transactional block that inserts a key that is there, or -1. Found out in
     * advance, since observations are not taken back. Only an unchecked stream can hold one.
     */
    private int firstKnown(EventBlock in, KeyedRows rows) {
        if (input().stream() != StreamKind.INSERT_ONLY) {
            return -1;
        }
        int failed = -1;
        rows.begin();
        out.reset(in.rows());
        for (int i = 0; i < in.rows() && failed < 0; i++) {
            int r = Blocks.append(out, Opcode.INSERT, in.flags()[i], in.causes()[i]);
            plan.writeKey(in, i, out, r);
            if (isKnown(r, rows)) {
                failed = i;
            } else {
                rows.insert(out, r, rows.hash(out, r));
            }
        }
        rows.rollback();
        return failed;
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
    public void retained(EventBlock target) {
        if (outputRows != null) {
            RetainedRows.append(outputRows.rows(), target);
        }
    }

    @Override
    protected void markCodes(StringPool pool) {
        if (outputRows != null) {
            outputRows.rows().markCodes();
        }
        if (canonical != null) {
            canonical.markCodes();
        }
    }

    @Override
    protected void saveState(DataOutput target) throws IOException {
        target.writeLong(context.bad().count());
        summary.save(target);
        if (outputRows != null) {
            outputRows.rows().save(target);
        }
        if (canonical != null) {
            canonical.save(target);
        }
    }

    @Override
    protected void loadState(DataInput in) throws IOException {
        context.bad().restore(in.readLong());
        summary.load(in);
        if (outputRows != null) {
            outputRows.rows().load(in);
        }
        if (canonical != null) {
            canonical.load(in);
        }
    }
}
