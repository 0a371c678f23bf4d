package dev.lockstep.engine.event;

import dev.lockstep.api.block.EventBlock;

/** Receives the output of one window, block by block, on the engine's thread. */
@FunctionalInterface
public interface OutputListener {
    /**
     * An attached block with at least one row; valid during the call only and not to be changed.
     */
    void onBlock(EventBlock block);
}
