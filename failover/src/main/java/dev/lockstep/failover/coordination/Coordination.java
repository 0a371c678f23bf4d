package dev.lockstep.failover.coordination;

import java.util.List;

/**
 * Tells the engines of one project of each other. Nothing waits for the coordinator: what cannot be
 * told now is told when it can be reached, and while it cannot, nobody is said to be gone. Safe for
 * use by several threads; {@link #register} is called once.
 */
public interface Coordination extends AutoCloseable {
    /**
     * Begins to tell of this engine and to hear of the others, in the background.
     *
     * @param self {@link Member#number} is not looked at
     * @param listener called by one thread, one call after the other
     */
    void register(Member self, Listener listener);

    /**
     * What this engine is now. Progress alone is told now and then, everything else at once.
     *
     * @param self of the same project and engine as was registered
     */
    void update(Member self);

    /** The engines of the project in the order of their arrival, this one included. */
    List<Member> members();

    /** Whether the coordinator answers. */
    boolean isInTouch();

    /** Leaves, so that others need not wait for a time-out; in a bounded time. */
    @Override
    void close();

    /** Is told what changes. Must not block for long. */
    interface Listener {
        /**
         * @param members as {@link Coordination#members()}
         */
        void changed(List<Member> members);

        /**
         * The coordinator says that this engine is not there any more; {@link #changed} follows.
         */
        void gone(Member member);

        /** Whether the coordinator answers has changed. */
        default void touched(boolean isInTouch) {}
    }
}
