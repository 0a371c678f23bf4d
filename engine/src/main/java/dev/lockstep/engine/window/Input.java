package dev.lockstep.engine.window;

import dev.lockstep.api.block.EventBlock;
import org.jspecify.annotations.Nullable;

/** One edge into a window: which window it comes from and which of its rows take it. */
public final class Input {
    private final Window source;
    private final int slot;
    private final @Nullable String role;
    private final @Nullable EventBlock slotted;

    /**
     * @param slot the splitter's slot, or -1 for every row
     */
    public Input(Window source, int slot, @Nullable String role) {
        this.source = source;
        this.slot = slot;
        this.role = role;
        this.slotted = slot < 0 ? null : EventBlock.attached(source.schema());
    }

    public Window source() {
        return source;
    }

    public @Nullable String role() {
        return role;
    }

    /** What this edge can carry: rows behind a slot are as canonical as the window's output. */
    public StreamKind stream() {
        return source.stream();
    }

    /** How many rows {@link #block} has. */
    int count() {
        EventBlock b = source.output();
        if (b == null) {
            return 0;
        }
        return slotted == null ? b.rows() : source.splitter().countOf(b, slot);
    }

    /** The rows of this step; null or at least one row. */
    public @Nullable EventBlock block() {
        EventBlock b = source.output();
        if (b == null || slotted == null) {
            return b;
        }
        return source.splitter().rowsOf(b, slot, slotted);
    }
}
