package dev.lockstep.engine.window.union;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.engine.step.Step;
import dev.lockstep.engine.window.CauseMerge;
import dev.lockstep.engine.window.Input;
import dev.lockstep.engine.window.Retainer;
import dev.lockstep.engine.window.StatefulWindow;
import dev.lockstep.engine.window.StreamKind;
import dev.lockstep.engine.window.WindowContext;
import dev.lockstep.model.project.WindowKind;
import org.jspecify.annotations.Nullable;

/**
 * Merges its inputs by cause, in edge order. Loose: inserts become upserts and deletes safe
 * deletes.
 */
public final class UnionWindow extends StatefulWindow {
    private final boolean isStrict;
    private final CauseMerge merge;

    public UnionWindow(WindowContext context, WindowKind.Union kind) {
        super(context, !kind.isStrict());
        isStrict = kind.isStrict();
        merge = new CauseMerge(schema());
    }

    @Override
    public void prepare() {
        // its own rows know what an update replaces
    }

    @Override
    public void wantOld() {
        super.wantOld();
        if (keyedRows() == null) {
            inputs().forEach(in -> in.source().wantOld());
        }
    }

    @Override
    protected StreamKind produces() {
        boolean isInsertOnly = isStrict && retention() == null;
        for (Input in : inputs()) {
            isInsertOnly &= in.stream() == StreamKind.INSERT_ONLY;
        }
        if (isInsertOnly) {
            return StreamKind.INSERT_ONLY;
        }
        return keyedRows() != null ? StreamKind.CANONICAL : StreamKind.RAW;
    }

    @Override
    protected @Nullable EventBlock evaluate(Step step) {
        EventBlock in = merge.merge(inputs());
        Retainer r = retainer();
        if (in == null || r != null) {
            return in == null || r == null ? in : r.apply(in, step, isOldWanted());
        }
        if (!isStrict) {
            in = merge.own();
            loosen(in);
        }
        return in;
    }

    private static void loosen(EventBlock b) {
        byte[] opcodes = b.opcodes();
        for (int i = 0; i < b.rows(); i++) {
            if (opcodes[i] == Opcode.INSERT) {
                opcodes[i] = Opcode.UPSERT;
            } else if (opcodes[i] == Opcode.DELETE) {
                opcodes[i] = Opcode.SAFE_DELETE;
            }
        }
    }
}
