package dev.lockstep.failover.link;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** What a link has counted since it began. Safe for use by several threads. */
final class LinkCounters {
    /** Connections that a peer opened and that came to stand. */
    final LongAdder accepted = new LongAdder();

    /** Connections that this engine opened and that came to stand. */
    final LongAdder connected = new LongAdder();

    /** Peers that did not know the secret. */
    final LongAdder refusedProofs = new LongAdder();

    /** Connections closed since something on them was no frame of ours. */
    final LongAdder badFrames = new LongAdder();

    /** Connections closed since the peer took too long, or was silent for too long. */
    final LongAdder tooSlow = new LongAdder();

    /** Connections closed at once since there were too many. */
    final LongAdder turnedAway = new LongAdder();

    /** Connections on which TLS did not come to stand. */
    final LongAdder tlsFailures = new LongAdder();

    /** Peers of another project, or with the name of this engine. */
    final LongAdder wrongPeers = new LongAdder();

    /** Connections that ended without a word. */
    final LongAdder resets = new LongAdder();

    final LongAdder heartbeatsSent = new LongAdder();
    final LongAdder heartbeatsHeard = new LongAdder();

    /** Snapshots sent in full. */
    final LongAdder snapshotsSent = new LongAdder();

    /** All of them by name, at one moment. */
    Map<String, Long> values() {
        Map<String, Long> values = new TreeMap<>();
        values.put("accepted", accepted.sum());
        values.put("badFrames", badFrames.sum());
        values.put("connected", connected.sum());
        values.put("heartbeatsHeard", heartbeatsHeard.sum());
        values.put("heartbeatsSent", heartbeatsSent.sum());
        values.put("refusedProofs", refusedProofs.sum());
        values.put("resets", resets.sum());
        values.put("snapshotsSent", snapshotsSent.sum());
        values.put("tlsFailures", tlsFailures.sum());
        values.put("tooSlow", tooSlow.sum());
        values.put("turnedAway", turnedAway.sum());
        values.put("wrongPeers", wrongPeers.sum());
        return values;
    }
}
