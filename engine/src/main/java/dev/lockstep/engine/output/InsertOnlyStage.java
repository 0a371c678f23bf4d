package dev.lockstep.engine.output;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.api.state.Scratch;
import dev.lockstep.engine.step.Step;
import dev.lockstep.engine.window.Blocks;
import dev.lockstep.engine.window.OutputStage;
import dev.lockstep.engine.window.StreamKind;
import org.jspecify.annotations.Nullable;

/** {@code output-insert-only}: everything that is not an Insert stays behind. */
public final class InsertOnlyStage implements OutputStage {
    private final EventBlock inserts;
    @Scratch private int[] chosen = new int[16];

    public InsertOnlyStage(Schema schema) {
        inserts = EventBlock.attached(schema);
    }

    @Override
    public StreamKind stream(StreamKind produced) {
        return StreamKind.INSERT_ONLY;
    }

    @Override
    public @Nullable EventBlock apply(@Nullable EventBlock out, Step step) {
        if (out == null) {
            return null;
        }
        int n = out.rows();
        if (chosen.length < n) {
            chosen = new int[n];
        }
        int count = 0;
        for (int i = 0; i < n; i++) {
            chosen[count] = i;
            count += out.opcodes()[i] == Opcode.INSERT ? 1 : 0;
        }
        if (count == n) {
            return out;
        }
        Blocks.gather(out, chosen, count, inserts);
        return inserts;
    }
}
