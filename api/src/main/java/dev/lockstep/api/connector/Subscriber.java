package dev.lockstep.api.connector;

import dev.lockstep.api.block.EventBlock;
import java.io.IOException;

/**
 * Takes events out. {@link #open}, then {@link #accept} in order, then {@link #close}; all on one
 * thread.
 */
public interface Subscriber extends AutoCloseable {
    /** Whether the rows retained when it starts come first, as Inserts. */
    boolean wantsSnapshot();

    /** Whether updates come as single updates, without the old row. */
    boolean wantsCollapsed();

    /** Whether deletes that retention made are kept from it. */
    boolean skipsRetentionDeletes();

    void open() throws IOException;

    /**
     * A detached block; read during the call only. An update's old row, if carried, is in {@link
     * EventBlock#old}.
     */
    void accept(EventBlock block) throws IOException;

    /** No event waits: what is buffered should become visible. */
    void flush() throws IOException;

    @Override
    void close() throws IOException;
}
