package dev.lockstep.failover.link;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.failover.coordination.RareLog;
import javax.net.ssl.SSLException;
import org.slf4j.LoggerFactory;

/** Counts what goes wrong on connections, and says so now and then. */
final class Trouble {
    private final LinkCounters counters;
    private final RareLog log = new RareLog(LoggerFactory.getLogger(Link.class));

    Trouble(LinkCounters counters) {
        this.counters = counters;
    }

    /**
     * A connection did not come to stand, or was closed by this end.
     *
     * @param peer where it leads to; for people
     */
    void failed(String peer, Exception e, boolean isOverdue) {
        if (isOverdue) {
            counters.tooSlow.increment();
            log.warn(LinkError.TOO_SLOW, "The peer at " + peer + " was too slow or silent.");
        } else if (e instanceof LockstepException coded) {
            Problem problem = coded.problems().get(0);
            count(problem);
            log.warn(
                    Problem.warning(
                            problem.code(),
                            problem.where(),
                            "Of the peer at " + peer + ": " + problem.detail()));
        } else if (e instanceof SSLException) {
            counters.tlsFailures.increment();
            String why = Handshake.printable(String.valueOf(e.getMessage()));
            log.warn(LinkError.TLS, "TLS with the peer at " + peer + " failed: " + why);
        }
        // that nobody is there, or goes away before it has said who it is, is daily life
    }

    void turnedAway(String peer) {
        counters.turnedAway.increment();
        log.warn(LinkError.TOO_MANY_CONNECTIONS, "The peer at " + peer + " was turned away.");
    }

    void say(LinkError code, String detail) {
        log.warn(code, detail);
    }

    private void count(Problem problem) {
        if (problem.code() == LinkError.NOT_PROVED) {
            counters.refusedProofs.increment();
        } else if (problem.code() == LinkError.BAD_FRAME) {
            counters.badFrames.increment();
        } else if (problem.code() == LinkError.WRONG_PEER) {
            counters.wrongPeers.increment();
        }
    }
}
