package dev.lockstep.engine.window.filter;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.api.state.Scratch;
import dev.lockstep.engine.event.EngineError;
import dev.lockstep.engine.step.Step;
import dev.lockstep.engine.store.RowShape;
import dev.lockstep.engine.store.RowShapes;
import dev.lockstep.engine.window.Blocks;
import dev.lockstep.engine.window.OutputRows;
import dev.lockstep.engine.window.Selection;
import dev.lockstep.engine.window.SimpleWindow;
import dev.lockstep.engine.window.StreamKind;
import dev.lockstep.engine.window.WindowContext;
import org.jspecify.annotations.Nullable;

/**
 * Lets events pass for which a condition holds. The condition sees the event as it is, opcode and
 * flags included, deletes too (known: a filter on {@code ESP_OPCODE} drops them); for an update it
 * also decides about the replaced row, so that an update becomes an Insert or a Delete where only
 * one of the two passes.
 */
public final class FilterWindow extends SimpleWindow {
    private final FilterCode code;
    private final RowShape shape;
    private final Selection selection = new Selection();

    /** Whether this step's output is the selection and no block. */
    @Scratch private boolean leavesSelection;

    public FilterWindow(WindowContext context, FilterCode code) {
        super(context, code);
        this.code = code;
        this.shape = RowShapes.of(context.spec().schema());
    }

    @Override
    protected boolean needsOld() {
        return true;
    }

    @Override
    protected boolean isFirstInFirstOut() {
        return input().source().leavesFirstInFirstOut();
    }

    @Override
    protected @Nullable EventBlock evaluate(Step step) {
        leavesSelection = false;
        EventBlock in = arrivals();
        if (in == null) {
            return null;
        }
        if (outputRows() == null && input().stream() == StreamKind.INSERT_ONLY) {
            return select(in);
        }
        EventBlock out = out();
        out.reset(in.rows());
        out.transactional(in.isTransactional());
        out.carriesOld(in.carriesOld());
        begin(in);
        int from = 0;
        for (int i = 0; i < in.rows(); i++) {
            if (!take(in, i, out) && in.isTransactional()) {
                context().bad().reportBlock(in, i);
                end(in, false);
                return null;
            }
            from = settle(in, i, from);
        }
        end(in, true);
        return out;
    }

    private EventBlock select(EventBlock in) {
        int n = in.rows();
        int[] chosen = selection.begin(n);
        int count = code.select(in, n, chosen);
        if (count == n) {
            return in;
        }
        EventBlock out = out();
        if (mayLeaveSelection()) {
            selection.end(in, count);
            leavesSelection = true;
            out.reset(count);
            out.rows(count);
            return out;
        }
        Blocks.gather(in, chosen, count, out);
        return out;
    }

    @Override
    public @Nullable Selection selection() {
        return leavesSelection ? selection : null;
    }

    /** Decides about one row; false if it is a bad event. */
    private boolean take(EventBlock in, int i, EventBlock out) {
        byte opcode = in.opcodes()[i];
        switch (opcode) {
            case Opcode.UPDATE -> update(in, i, out);
            case Opcode.DELETE, Opcode.SAFE_DELETE -> {
                if (code.test(in, i) || outputRows() == null && hasOnlyKey(in, i)) {
                    leave(in, i, opcode, out);
                }
            }
            default -> {
                if (code.test(in, i)) {
                    return enter(in, i, opcode, out);
                }
                if (opcode == Opcode.UPSERT) {
                    leave(in, i, Opcode.SAFE_DELETE, out);
                }
            }
        }
        return true;
    }

    private void update(EventBlock in, int i, EventBlock out) {
        boolean passes = code.test(in, i);
        if (!in.hasOld(i)) {
            // nothing is known of the old row: downstream must not keep one that no longer passes
            out.forgetOld(append(in, i, passes ? Opcode.UPDATE : Opcode.DELETE, out));
            return;
        }
        EventBlock old = in.old();
        // the replaced half of an update is a delete
        old.opcodes()[i] = Opcode.DELETE;
        old.flags()[i] = in.flags()[i];
        boolean passed = code.test(old, i);
        OutputRows known = outputRows();
        if (passes && known != null) {
            // a condition on the opcode need not have seen the old row as it does now
            known.put(out, append(in, i, Opcode.UPDATE, out), keepsOld());
        } else if (passes && passed) {
            shape.copy(old, i, out.old(), append(in, i, Opcode.UPDATE, out));
        } else if (passes) {
            append(in, i, Opcode.INSERT, out);
        } else if (passed) {
            int r = Blocks.append(out, Opcode.DELETE, in.flags()[i], in.causes()[i]);
            shape.copy(old, i, out, r);
            forget(out, r);
        }
    }

    private boolean enter(EventBlock in, int i, byte opcode, EventBlock out) {
        OutputRows known = outputRows();
        if (known != null
                && known.rows().find(in, i, known.rows().hash(in, i)) >= 0
                && opcode == Opcode.INSERT) {
            if (input().stream() == StreamKind.INSERT_ONLY) {
                context()
                        .bad()
                        .report(
                                EngineError.INSERT_OF_EXISTING_KEY,
                                in,
                                i,
                                "The key is already there.");
                return false;
            }
        }
        int r = append(in, i, opcode, out);
        if (known != null) {
            known.put(out, r, keepsOld());
        }
        return true;
    }

    private void leave(EventBlock in, int i, byte opcode, EventBlock out) {
        int r = append(in, i, opcode, out);
        if (outputRows() != null) {
            forget(out, r);
        }
    }

    private void forget(EventBlock out, int r) {
        OutputRows known = outputRows();
        if (known != null) {
            known.remove(out, r);
        }
    }

    private int append(EventBlock in, int i, byte opcode, EventBlock out) {
        int r = Blocks.append(out, opcode, in.flags()[i], in.causes()[i]);
        shape.copy(in, i, out, r);
        return r;
    }

    private static boolean hasOnlyKey(EventBlock b, int i) {
        Schema schema = b.schema();
        for (int f = 0; f < schema.size(); f++) {
            if (!schema.field(f).isKey() && !b.isNull(f, i)) {
                return false;
            }
        }
        return true;
    }
}
