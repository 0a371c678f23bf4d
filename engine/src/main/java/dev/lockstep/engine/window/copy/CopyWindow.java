package dev.lockstep.engine.window.copy;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.engine.step.Step;
import dev.lockstep.engine.window.Input;
import dev.lockstep.engine.window.Retainer;
import dev.lockstep.engine.window.StatefulWindow;
import dev.lockstep.engine.window.StreamKind;
import dev.lockstep.engine.window.WindowContext;
import org.jspecify.annotations.Nullable;

/** Repeats its input; with an index it keeps the rows and lets retention take them. */
public final class CopyWindow extends StatefulWindow {
    public CopyWindow(WindowContext context) {
        super(context, false);
    }

    private Input input() {
        return inputs().get(0);
    }

    @Override
    public void prepare() {
        // asks its input for nothing: its own rows know what an update replaces
    }

    @Override
    public void wantOld() {
        super.wantOld();
        if (retainer() == null) {
            input().source().wantOld();
        }
    }

    @Override
    protected StreamKind produces() {
        StreamKind in = input().stream();
        if (keyedRows() == null || in == StreamKind.INSERT_ONLY && retention() == null) {
            return in;
        }
        return StreamKind.CANONICAL;
    }

    @Override
    protected boolean isFirstInFirstOut() {
        return input().stream() == StreamKind.INSERT_ONLY
                && (retention() == null || retention().isFirstInFirstOut());
    }

    @Override
    protected @Nullable EventBlock evaluate(Step step) {
        EventBlock in = input().block();
        Retainer r = retainer();
        if (r == null) {
            return in;
        }
        if (in == null) {
            return passTime(step);
        }
        EventBlock out = r.apply(in, step, isOldWanted());
        return step.kind() == Step.Kind.HEARTBEAT ? r.passTimeBehind(out, step) : out;
    }
}
