package dev.lockstep.failover.link;

import dev.lockstep.failover.port.Fact;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link Signs} for the threads of a link: one at a time, with the clock, telling the listener. */
final class Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Link.class);

    private final Signs signs;
    private final Supplier<Status> own;
    private final PeerListener listener;

    /**
     * @param own what this engine itself is
     */
    Watch(Pace pace, Supplier<Status> own, PeerListener listener) {
        this.signs = new Signs(pace, System.nanoTime());
        this.own = own;
        this.listener = listener;
    }

    synchronized void joined(String engine, String address) {
        signs.joined(engine, address, System.nanoTime());
    }

    synchronized void heard(Message.Heartbeat beat) {
        tell(signs.heard(beat, System.nanoTime()));
        for (PeerStatus peer : signs.all()) {
            if (peer.engine().equals(beat.engine())) {
                listener.heard(peer);
            }
        }
    }

    synchronized void left(String engine, boolean isStopping) {
        tell(signs.left(engine, isStopping));
    }

    synchronized void ended(String engine, boolean isByPeer) {
        tell(signs.ended(engine, isByPeer, System.nanoTime()));
        if (signs.all().stream().noneMatch(p -> p.engine().equals(engine))) {
            listener.ended(engine);
        }
    }

    synchronized void tick() {
        tell(signs.tick(own.get(), System.nanoTime()));
    }

    synchronized boolean isLinked(String address) {
        return signs.isLinked(address);
    }

    synchronized List<PeerStatus> all() {
        return signs.all();
    }

    private void tell(List<Fact> facts) {
        for (Fact fact : facts) {
            try {
                listener.fact(fact);
            } catch (RuntimeException e) {
                // a fault of whoever listens must not end the watch
                LOG.error("a fact was not taken: {}", fact, e);
            }
        }
    }
}
