package dev.lockstep.engine.event;

/**
 * Receives every bad event, on the engine's thread. What is logged and written of them is the
 * receiver's matter.
 */
@FunctionalInterface
public interface BadEventSink {
    void accept(BadEvent event);
}
