package dev.lockstep.engine.output;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.api.state.Scratch;
import dev.lockstep.engine.store.RowShape;
import dev.lockstep.engine.store.RowShapes;
import dev.lockstep.engine.window.Blocks;
import dev.lockstep.engine.window.Splitter;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * {@code splitter-expr}: an expression gives each row's slot. A null slot reaches no slotted edge.
 */
public final class ExpressionSplitter implements Splitter {
    private static final int NO_SLOT = Integer.MIN_VALUE;

    private final SplitterCode code;
    private final RowShape shape;
    @Scratch private int[] slots = new int[16];
    @Scratch private int[] oldSlots = new int[16];

    public ExpressionSplitter(SplitterCode code, Schema schema) {
        this.code = code;
        this.shape = RowShapes.of(schema);
    }

    public SplitterCode code() {
        return code;
    }

    @Override
    public void decide(EventBlock out) {
        int n = out.rows();
        if (slots.length < n) {
            slots = new int[n];
            oldSlots = new int[n];
        }
        for (int i = 0; i < n; i++) {
            slots[i] = slot(out, i);
            oldSlots[i] = slots[i];
            if (out.hasOld(i)) {
                EventBlock old = out.old();
                old.opcodes()[i] = Opcode.UPDATE;
                old.flags()[i] = out.flags()[i];
                oldSlots[i] = slot(old, i);
            }
        }
        Arrays.fill(slots, n, slots.length, NO_SLOT);
    }

    private int slot(EventBlock b, int i) {
        int slot = code.slot(b, i);
        return code.wasNull() ? NO_SLOT : slot;
    }

    @Override
    public int countOf(EventBlock out, int slot) {
        int count = 0;
        for (int i = 0; i < out.rows(); i++) {
            count += slots[i] == slot || oldSlots[i] == slot ? 1 : 0;
        }
        return count;
    }

    @Override
    public @Nullable EventBlock rowsOf(EventBlock out, int slot, EventBlock target) {
        target.reset(0);
        target.transactional(out.isTransactional());
        for (int i = 0; i < out.rows(); i++) {
            boolean isHere = slots[i] == slot;
            boolean wasHere = oldSlots[i] == slot;
            if (isHere) {
                boolean arrives = !wasHere && out.opcodes()[i] == Opcode.UPDATE;
                int r =
                        Blocks.append(
                                target,
                                arrives ? Opcode.INSERT : out.opcodes()[i],
                                out.flags()[i],
                                out.causes()[i]);
                shape.copy(out, i, target, r);
                if (wasHere && out.hasOld(i)) {
                    target.carriesOld(true);
                    shape.copy(out.old(), i, target.old(), r);
                } else {
                    target.forgetOld(r);
                }
            } else if (wasHere) {
                int r = Blocks.append(target, Opcode.DELETE, out.flags()[i], out.causes()[i]);
                shape.copy(out.old(), i, target, r);
            }
        }
        return target.rows() == 0 ? null : target;
    }

    @Override
    public void markCodes() {
        code.markCodes();
    }

    @Override
    public void save(DataOutput out) throws IOException {
        code.saveVariables(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        code.internConstants();
        code.restoreVariables(in);
    }
}
