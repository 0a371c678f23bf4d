package dev.lockstep.api.transport;

import org.jspecify.annotations.Nullable;

/** One adapter's way to its window. Used by one thread, except for {@link #close}. */
public interface Transport extends AutoCloseable {
    /**
     * Asks the engines for the window's schema.
     *
     * @param millis how long to wait
     * @return null when nobody has answered in that time
     * @throws dev.lockstep.api.error.LockstepException if an engine says that there is no such
     *     window, or nothing can be asked
     */
    @Nullable WindowSchema describe(long millis) throws InterruptedException;

    /** A way into the window; for adapters that publish. */
    WindowWriter writer(WindowSchema window) throws InterruptedException;

    /** A way out of the window; for adapters that subscribe. */
    WindowReader reader(WindowSchema window);

    @Override
    void close();
}
