package dev.lockstep.engine.replica;

import dev.lockstep.api.replica.RecordEncoder;
import org.jspecify.annotations.Nullable;

/**
 * Where a window's output goes.
 *
 * @param window as {@code query/window}
 * @param target what it goes to, by which it is the same output in another version of the project
 * @param isCollapsed whether updates leave without the row that they replace
 * @param skipsRetention whether deletes that retention made stay behind
 * @param tap given every record, whether the model speaks or not; null for none
 */
public record OutputRoute(
        String window,
        String target,
        boolean isCollapsed,
        boolean skipsRetention,
        RecordEncoder encoder,
        @Nullable OutputTap tap) {
    public OutputRoute(
            String window,
            String target,
            boolean isCollapsed,
            boolean skipsRetention,
            RecordEncoder encoder) {
        this(window, target, isCollapsed, skipsRetention, encoder, null);
    }

    /** The same, but nobody follows it. */
    public OutputRoute untapped() {
        return new OutputRoute(window, target, isCollapsed, skipsRetention, encoder);
    }
}
