package dev.lockstep.engine.window;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.api.state.Scratch;
import dev.lockstep.engine.store.RowShape;
import dev.lockstep.engine.store.RowShapes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several blocks of one schema as one, ordered by cause, the inputs' order deciding ties. An update
 * keeps its old row where it came with one.
 */
public final class CauseMerge {
    private final EventBlock out;
    private final RowShape shape;
    @Scratch private int[] at = {};
    private EventBlock[] all = {};
    private @Nullable EventBlock last;

    public CauseMerge(Schema schema) {
        out = EventBlock.attached(schema);
        shape = RowShapes.of(schema);
    }

    /** The rows of all inputs in this step: null, the only block there is, or an own one. */
    public @Nullable EventBlock merge(List<Input> inputs) {
        EventBlock only = null;
        int blocks = 0;
        if (all.length < inputs.size()) {
            all = new EventBlock[inputs.size()];
        }
        for (int k = 0; k < inputs.size(); k++) {
            EventBlock b = inputs.get(k).block();
            if (b != null) {
                all[blocks++] = b;
                only = b;
            }
        }
        last = blocks <= 1 ? only : interleave(all, blocks);
        return last;
    }

    /** The block last returned, as one that may be changed. */
    public EventBlock own() {
        EventBlock b = last;
        if (b == null) {
            throw new IllegalStateException("nothing was merged");
        }
        return b == out ? out : interleave(new EventBlock[] {b}, 1);
    }

    private EventBlock interleave(EventBlock[] blocks, int count) {
        if (at.length < count) {
            at = new int[count];
        }
        int rows = 0;
        boolean isTransactional = false;
        boolean carriesOld = false;
        for (int k = 0; k < count; k++) {
            at[k] = 0;
            rows += blocks[k].rows();
            isTransactional |= blocks[k].isTransactional();
            carriesOld |= blocks[k].carriesOld();
        }
        out.reset(rows);
        out.carriesOld(carriesOld);
        out.transactional(isTransactional);
        while (out.rows() < rows) {
            int cause = lowestCause(blocks, count);
            for (int k = 0; k < count; k++) {
                EventBlock b = blocks[k];
                for (; at[k] < b.rows() && b.causes()[at[k]] == cause; at[k]++) {
                    int r = Blocks.append(out, b.opcodes()[at[k]], b.flags()[at[k]], cause);
                    shape.copy(b, at[k], out, r);
                    if (b.hasOld(at[k])) {
                        shape.copy(b.old(), at[k], out.old(), r);
                    } else if (carriesOld) {
                        out.forgetOld(r);
                    }
                }
            }
        }
        return out;
    }

    private int lowestCause(EventBlock[] blocks, int count) {
        int lowest = Integer.MAX_VALUE;
        for (int k = 0; k < count; k++) {
            if (at[k] < blocks[k].rows()) {
                lowest = Math.min(lowest, blocks[k].causes()[at[k]]);
            }
        }
        return lowest;
    }
}
