package dev.lockstep.wire.codec;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.connector.BadRow;

/** Takes the rows that a decoder makes. */
public interface RowTarget {
    /** The detached block to which the next row is to be appended. */
    EventBlock block();

    /**
     * A row was appended to {@link #block}, which may be another from now on.
     *
     * @return whether more rows are wanted
     */
    boolean rowEnded() throws InterruptedException;

    /**
     * A row could not be decoded; nothing was appended.
     *
     * @return whether more rows are wanted
     */
    boolean badRow(BadRow row) throws InterruptedException;

    /**
     * No bytes wait: what was appended should not wait either. {@link #block} may be another.
     *
     * @return whether more rows are wanted
     */
    boolean idle() throws InterruptedException;
}
