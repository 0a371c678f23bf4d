package dev.lockstep.server.project;

import dev.lockstep.api.connector.Direction;
import org.jspecify.annotations.Nullable;

/**
 * A connector of a loaded project at one moment.
 *
 * @param name {@code project/query/window/connector}
 * @param window {@code query/window}
 * @param rows that it has published or taken since it was started last
 * @param failure what it died of, or null
 * @param guarantee of a sink of a replicated project; null for all others
 */
public record ConnectorStatus(
        String name,
        String window,
        Direction direction,
        State state,
        long rows,
        @Nullable String failure,
        @Nullable Guarantee guarantee) {
    public ConnectorStatus(
            String name,
            String window,
            Direction direction,
            State state,
            long rows,
            @Nullable String failure) {
        this(name, window, direction, state, rows, failure, null);
    }

    /** States with the published value of the metric {@code esp_connector_state}. */
    public enum State {
        STOPPED(0),
        RUNNING(1),
        FINISHED(2),
        FAILED(3);

        private final int published;

        State(int published) {
            this.published = published;
        }

        public int published() {
            return published;
        }
    }
}
