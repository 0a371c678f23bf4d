package dev.lockstep.failover.detection;

import dev.lockstep.failover.link.LinkSettings;
import java.util.List;

/**
 * How an engine finds the others of its project.
 *
 * @param link its own link; {@link LinkSettings#engine} is the name of this life of the engine, the
 *     same that the core is given
 * @param peers addresses of links that are connected to besides those that a coordinator names
 * @param sinceMicros when the engine came; for people
 */
public record DetectionSettings(LinkSettings link, List<String> peers, long sinceMicros) {
    public DetectionSettings {
        peers = List.copyOf(peers);
    }
}
