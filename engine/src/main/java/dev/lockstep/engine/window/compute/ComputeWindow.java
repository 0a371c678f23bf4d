package dev.lockstep.engine.window.compute;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.engine.event.EngineError;
import dev.lockstep.engine.step.Step;
import dev.lockstep.engine.window.Blocks;
import dev.lockstep.engine.window.OutputRows;
import dev.lockstep.engine.window.Selection;
import dev.lockstep.engine.window.SimpleWindow;
import dev.lockstep.engine.window.StreamKind;
import dev.lockstep.engine.window.WindowContext;
import org.jspecify.annotations.Nullable;

/**
 * Computes every non-key field from an event; keys are copied. Deletes are not evaluated again:
 * with an index they carry what was put out, without one their key only.
 */
public final class ComputeWindow extends SimpleWindow {
    private final ComputeCode code;

    public ComputeWindow(WindowContext context, ComputeCode code) {
        super(context, code);
        this.code = code;
    }

    @Override
    protected boolean needsOld() {
        return false;
    }

    @Override
    protected boolean isFirstInFirstOut() {
        return input().source().leavesFirstInFirstOut();
    }

    @Override
    protected @Nullable EventBlock evaluate(Step step) {
        EventBlock in = arrivals();
        if (in == null) {
            return null;
        }
        EventBlock out = out();
        Selection selection = takesSelection() ? input().source().selection() : null;
        if (selection != null) {
            passSelected(selection, out);
            return out;
        }
        int n = in.rows();
        out.reset(n);
        out.transactional(in.isTransactional());
        if (outputRows() == null) {
            pass(in, n, out);
            return out;
        }
        return keep(in, n, out, outputRows());
    }

    @Override
    protected boolean takesSelection() {
        return outputRows() == null && input().stream() == StreamKind.INSERT_ONLY;
    }

    private void passSelected(Selection selection, EventBlock out) {
        EventBlock in = selection.block();
        int n = selection.count();
        out.reset(n);
        out.transactional(in.isTransactional());
        out.rows(n);
        Blocks.gatherHeads(in, selection.rows(), n, out);
        out.claim(in.claimed(EventBlock.PLAIN));
        if (code.computeAll(in, selection.rows(), n, out)) {
            out.claim(EventBlock.WHOLE);
        }
    }

    private void pass(EventBlock in, int n, EventBlock out) {
        Blocks.copyHeads(in, out);
        if (input().stream() == StreamKind.INSERT_ONLY) {
            if (code.computeAll(in, null, n, out)) {
                out.claim(EventBlock.WHOLE);
            }
            return;
        }
        for (int i = 0; i < n; i++) {
            if (in.opcodes()[i] == Opcode.DELETE || in.opcodes()[i] == Opcode.SAFE_DELETE) {
                code.key(in, i, out, i);
            } else {
                code.compute(in, i, out, i);
            }
        }
    }

    private @Nullable EventBlock keep(EventBlock in, int n, EventBlock out, OutputRows known) {
        begin(in);
        int from = 0;
        for (int i = 0; i < n; i++) {
            if (!keepRow(in, i, out, known) && in.isTransactional()) {
                end(in, false);
                context().bad().reportBlock(in, i);
                return null;
            }
            from = settle(in, i, from);
        }
        end(in, true);
        return out;
    }

    /** Takes one row; false if it is a bad event. */
    private boolean keepRow(EventBlock in, int i, EventBlock out, OutputRows known) {
        byte opcode = in.opcodes()[i];
        int r = Blocks.append(out, opcode, in.flags()[i], in.causes()[i]);
        if (opcode == Opcode.DELETE) {
            code.key(in, i, out, r);
            known.remove(out, r);
            return true;
        }
        code.compute(in, i, out, r);
        if (isSecondInsert(out, r, known)) {
            out.rows(r);
            context()
                    .bad()
                    .report(EngineError.INSERT_OF_EXISTING_KEY, in, i, "The key is already there.");
            return false;
        }
        known.put(out, r, keepsOld());
        return true;
    }

    private boolean isSecondInsert(EventBlock out, int r, OutputRows known) {
        return input().stream() == StreamKind.INSERT_ONLY
                && known.rows().find(out, r, known.rows().hash(out, r)) >= 0;
    }
}
