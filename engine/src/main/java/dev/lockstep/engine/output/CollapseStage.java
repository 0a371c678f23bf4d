package dev.lockstep.engine.output;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.engine.window.OutputStage;
import dev.lockstep.engine.window.Step;
import dev.lockstep.engine.window.StreamKind;
import org.jspecify.annotations.Nullable;

/** {@code collapse-updates}: updates leave without the row that they replace. */
public final class CollapseStage implements OutputStage {
    @Override
    public StreamKind stream(StreamKind produced) {
        return produced == StreamKind.INSERT_ONLY ? produced : StreamKind.RAW;
    }

    @Override
    public @Nullable EventBlock apply(@Nullable EventBlock out, Step step) {
        // whoever reads the stream as raw looks at no old row, so the block may leave as it is
        return out;
    }
}
