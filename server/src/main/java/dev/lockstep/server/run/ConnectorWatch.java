package dev.lockstep.server.run;

import dev.lockstep.server.project.ConnectorStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log when connectors of a server's project come to another state. Of one thread. */
final class ConnectorWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectorWatch.class);

    /** Looking costs more than a step of the engine. */
    private static final long PAUSE_NANOS = 50_000_000;

    private final Map<String, ConnectorStatus.State> known = new HashMap<>();
    private long lookedNanos = System.nanoTime() - PAUSE_NANOS;

    /** Looks, unless it has done so a moment ago. */
    void look(Supplier<List<ConnectorStatus>> connectors) {
        long now = System.nanoTime();
        if (now - lookedNanos >= PAUSE_NANOS) {
            lookedNanos = now;
            lookAt(connectors.get());
        }
    }

    /** Looks now. */
    void lookAt(List<ConnectorStatus> connectors) {
        for (ConnectorStatus c : connectors) {
            ConnectorStatus.State before =
                    known.getOrDefault(c.name(), ConnectorStatus.State.STOPPED);
            if (before == c.state()) {
                continue;
            }
            known.put(c.name(), c.state());
            if (c.state() == ConnectorStatus.State.FAILED) {
                LOG.error("Connector {} failed: {}", c.name(), c.failure());
            } else {
                LOG.info("Connector {} is {} now.", c.name(), word(c.state()));
            }
        }
    }

    private static String word(ConnectorStatus.State state) {
        return state.name().toLowerCase(java.util.Locale.ROOT);
    }
}
