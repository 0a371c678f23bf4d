package dev.lockstep.failover.link;

import dev.lockstep.failover.coordination.Reign;
import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.role.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes facts of what peers tell and of what their connections do. Pure: time is an argument, in
 * nanoseconds of a clock that never goes back. One thread at a time.
 */
final class Signs {
    private static final long MILLI = 1_000_000;

    private final Pace pace;
    private final Map<String, Peer> peers = new TreeMap<>();
    private final RecentlyGone gone;
    private int heardEpoch;
    private long tickNanos;

    /** When this engine was cut off from the brokers itself; nobody else is blamed soon after. */
    private long apartNanos;

    private static final class Peer {
        String address = "";
        int connections;
        long heardNanos;
        Role role = Role.JOINING;
        int epoch;
        long index;
        long committedIndex = -1;
        long progressNanos;
        int reignEpoch;
        boolean isReigning;
        boolean isPaused;
        boolean isCutOff;
        boolean isSilent;
        boolean isLeaving;
        boolean isSeen;
        long seenNanos;
    }

    Signs(Pace pace, long now) {
        this.pace = pace;
        this.gone = new RecentlyGone(pace.silence() * MILLI);
        this.tickNanos = now;
        this.apartNanos = now;
    }

    /** A connection to the peer stands. */
    void joined(String engine, String address, long now) {
        Peer p = peers.computeIfAbsent(engine, e -> new Peer());
        p.connections++;
        p.heardNanos = now;
        p.isLeaving = false;
        gone.isBack(engine);
        if (!address.isEmpty()) {
            p.address = address;
        }
    }

    List<Fact> heard(Message.Heartbeat beat, long now) {
        List<Fact> facts = new ArrayList<>();
        Peer p = peers.get(beat.engine());
        if (p == null) {
            return facts;
        }
        p.heardNanos = now;
        p.isSilent = false;
        reign(p, beat, facts);
        progress(p, beat, now);
        life(p, beat, now, facts);
        return facts;
    }

    private void reign(Peer p, Message.Heartbeat beat, List<Fact> facts) {
        boolean isSure = Reign.isSure(beat.role());
        if (isSure && beat.epoch() > heardEpoch) {
            heardEpoch = beat.epoch();
            facts.add(new Fact.Heard(beat.epoch()));
        }
        if (isSure) {
            p.isReigning = true;
            p.reignEpoch = beat.epoch();
        } else if (!Reign.isOpen(beat.role())) {
            if (p.isReigning && beat.role() != Role.STANDBY) {
                // whoever has to build its state anew decides nothing more in that reign
                facts.add(new Fact.Suspected(p.reignEpoch, "stepped down", true));
            }
            p.isReigning = false;
        }
    }

    private void life(Peer p, Message.Heartbeat beat, long now, List<Fact> facts) {
        boolean isApart = p.isCutOff && now - apartNanos >= pace.silence() * MILLI;
        if (isApart && p.isReigning) {
            // brokers serve this engine and not that one
            facts.add(new Fact.Suspected(p.reignEpoch, "cut off from the brokers", false));
        }
        boolean isAtWork = !isApart && now - p.progressNanos <= pace.stall() * MILLI;
        boolean isDue = !p.isSeen || now - p.seenNanos >= pace.heartbeat() * MILLI / 2;
        if (Reign.isSure(beat.role()) && isAtWork && isDue) {
            p.isSeen = true;
            p.seenNanos = now;
            facts.add(new Fact.Seen(beat.epoch()));
        }
    }

    private static void progress(Peer p, Message.Heartbeat beat, long now) {
        if (beat.committedIndex() != p.committedIndex || beat.epoch() != p.epoch) {
            p.progressNanos = now;
        }
        p.role = beat.role();
        p.epoch = beat.epoch();
        p.index = beat.index();
        p.committedIndex = beat.committedIndex();
        p.isPaused = beat.isPaused();
        p.isCutOff = beat.isCutOff();
    }

    /** The peer has said that it ends the connection. */
    List<Fact> left(String engine, boolean isStopping) {
        Peer p = peers.get(engine);
        if (p == null) {
            return List.of();
        }
        p.isLeaving = true;
        if (!isStopping || !p.isReigning) {
            return List.of();
        }
        p.isReigning = false;
        return List.of(new Fact.Suspected(p.reignEpoch, "left", true));
    }

    /**
     * A connection to the peer has ended.
     *
     * @param isByPeer it was not this end that closed it
     */
    List<Fact> ended(String engine, boolean isByPeer, long now) {
        Peer p = peers.get(engine);
        if (p == null) {
            return List.of();
        }
        p.connections--;
        if (p.connections > 0) {
            return List.of();
        }
        peers.remove(engine);
        if (!isByPeer || p.isLeaving) {
            return List.of();
        }
        // one that was stopped itself finds old ends, which say little of what is now
        boolean isCertain = !hasSlept(now);
        if (!p.isReigning) {
            if (isCertain) {
                gone.add(engine, now);
            }
            return List.of();
        }
        return List.of(new Fact.Suspected(p.reignEpoch, "link reset", isCertain));
    }

    private boolean hasSlept(long now) {
        return now - tickNanos > 2L * pace.heartbeat() * MILLI;
    }

    /**
     * To be called several times a heartbeat.
     *
     * @param own what this engine itself is
     */
    List<Fact> tick(Status own, long now) {
        if (own.isCutOff()) {
            apartNanos = now;
        }
        boolean hasSlept = hasSlept(now);
        tickNanos = now;
        List<Fact> facts = new ArrayList<>();
        if (gone.hasJust(own.reigns(), now)) {
            // it died between its claim and its word of it
            facts.add(new Fact.Suspected(own.epoch(), "link reset", true));
        }
        for (Peer p : peers.values()) {
            if (hasSlept) {
                // what peers sent meanwhile is still to be read
                p.heardNanos = now;
            }
            boolean isSilent = now - p.heardNanos >= pace.silence() * MILLI;
            if (isSilent && !p.isSilent && p.isReigning) {
                facts.add(new Fact.Suspected(p.reignEpoch, "silence", false));
            }
            p.isSilent = isSilent;
        }
        return facts;
    }

    /** Whether there is a connection to the peer that listens there. */
    boolean isLinked(String address) {
        return peers.values().stream().anyMatch(p -> p.address.equals(address));
    }

    List<PeerStatus> all() {
        List<PeerStatus> all = new ArrayList<>();
        peers.forEach(
                (engine, p) ->
                        all.add(
                                new PeerStatus(
                                        engine,
                                        p.address,
                                        p.role,
                                        p.epoch,
                                        p.index,
                                        p.committedIndex,
                                        p.isPaused,
                                        p.isCutOff,
                                        p.isSilent)));
        return all;
    }
}
