package dev.lockstep.failover.detection;

import dev.lockstep.failover.coordination.Coordination;
import dev.lockstep.failover.coordination.Member;
import dev.lockstep.failover.coordination.Membership;
import dev.lockstep.failover.link.Link;
import dev.lockstep.failover.link.LinkSettings;
import dev.lockstep.failover.link.PeerListener;
import dev.lockstep.failover.link.PeerStatus;
import dev.lockstep.failover.link.SnapshotSource;
import dev.lockstep.failover.link.Status;
import dev.lockstep.failover.port.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Joins the coordination and the link of one engine of one project: addresses go from one to the
 * other, and facts from both to the core. A coordinator that misses an engine is not believed while
 * that engine's heartbeats come. Without a coordinator, the peers that are linked are all there
 * are, in the order of their names. Safe for use by several threads.
 */
public final class Detection implements AutoCloseable {
    private static final long TELL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final DetectionSettings settings;
    private final @Nullable Coordination coordination;
    private final Supplier<Status> status;
    private final Consumer<Fact> facts;
    private final Link link;
    private final Membership membership;
    private final Map<String, Heard> heard = new TreeMap<>();
    private final Thread teller;
    private volatile boolean isClosed;

    private record Heard(PeerStatus peer, long nanos) {}

    private Detection(
            DetectionSettings settings,
            @Nullable Coordination coordination,
            Supplier<Status> status,
            SnapshotSource snapshots,
            Consumer<Fact> facts) {
        this.settings = settings;
        this.coordination = coordination;
        this.status = status;
        this.facts = facts;
        this.membership = new Membership(settings.link().engine());
        this.link = Link.start(settings.link(), status, snapshots, new FromLink());
        this.teller =
                new Thread(this::tellNowAndThen, "lockstep-detection-" + settings.link().engine());
        teller.setDaemon(true);
    }

    /**
     * Begins to find and to be found.
     *
     * @param coordination not registered yet; is closed with this; null if there is no coordinator
     * @param status what the engine is; asked by any thread, often; must not wait
     * @param facts for the core; called by any thread, one call after the other; must not wait
     * @throws dev.lockstep.api.error.LockstepException if the link cannot listen
     */
    public static Detection start(
            DetectionSettings settings,
            @Nullable Coordination coordination,
            Supplier<Status> status,
            SnapshotSource snapshots,
            Consumer<Fact> facts) {
        Detection detection = new Detection(settings, coordination, status, snapshots, facts);
        detection.link.peers(settings.peers());
        if (coordination != null) {
            coordination.register(detection.self(), detection.new FromCoordination());
        }
        detection.teller.start();
        return detection;
    }

    private Member self() {
        LinkSettings own = settings.link();
        Status s = status.get();
        return new Member(
                own.project(),
                own.engine(),
                -1,
                link.address(),
                s.role(),
                s.epoch(),
                s.index(),
                s.isPaused() || s.isCutOff(),
                settings.sinceMicros());
    }

    private void tellNowAndThen() {
        while (!isClosed) {
            tell();
            LockSupport.parkNanos(TELL_NANOS);
        }
    }

    private void tell() {
        Member self = self();
        if (coordination != null) {
            coordination.update(self);
        } else {
            lookAtLinked(self);
        }
    }

    /**
     * Tells everybody now what this engine is: to be called when its role or epoch changes, or it
     * is paused.
     */
    public void changed() {
        if (!isClosed) {
            tell();
            link.beat();
        }
    }

    /** The direct connections: who is linked, counters, snapshots of peers. */
    public Link link() {
        return link;
    }

    /** The engines of the project as they are known, in the order of their arrival. */
    public synchronized List<Member> members() {
        return membership.members();
    }

    /** Whether this engine is the last in line of those that could take over. */
    public synchronized boolean isLastInLine() {
        return membership.isLast();
    }

    /** Who is the first in line of the others that could take over now; empty if nobody. */
    public synchronized String nextInLine() {
        return membership.next();
    }

    /** Whether the coordinator answers; true if there is none. */
    public boolean isInTouch() {
        return coordination == null || coordination.isInTouch();
    }

    private synchronized void emit(List<Fact> found) {
        for (Fact fact : found) {
            facts.accept(fact);
        }
    }

    private synchronized void lookAtLinked(Member self) {
        List<Member> all = new ArrayList<>(List.of(self));
        for (Heard h : heard.values()) {
            PeerStatus p = h.peer();
            all.add(
                    new Member(
                            self.project(),
                            p.engine(),
                            -1,
                            p.address(),
                            p.role(),
                            p.epoch(),
                            p.index(),
                            p.isOutOfLine(),
                            0));
        }
        // what a reign means was told by the link already
        emit(membership.changed(all).stream().filter(Detection::isOfLine).toList());
    }

    private static boolean isOfLine(Fact fact) {
        return fact instanceof Fact.Ranked || fact instanceof Fact.UnderWay;
    }

    private synchronized boolean isHeard(String engine) {
        Heard h = heard.get(engine);
        long silence = TimeUnit.MILLISECONDS.toNanos(settings.link().pace().silence());
        return h != null && System.nanoTime() - h.nanos() < silence;
    }

    private final class FromLink implements PeerListener {
        @Override
        public void fact(Fact fact) {
            emit(List.of(fact));
        }

        @Override
        public void heard(PeerStatus peer) {
            synchronized (Detection.this) {
                heard.put(peer.engine(), new Heard(peer, System.nanoTime()));
                emit(
                        membership
                                .heard(
                                        peer.engine(),
                                        peer.role(),
                                        peer.epoch(),
                                        peer.index(),
                                        peer.isOutOfLine())
                                .stream()
                                .filter(Detection::isOfLine)
                                .toList());
            }
        }

        @Override
        public void ended(String engine) {
            synchronized (Detection.this) {
                heard.remove(engine);
                emit(membership.unlinked(engine));
            }
        }
    }

    private final class FromCoordination implements Coordination.Listener {
        @Override
        public void changed(List<Member> members) {
            List<String> addresses = new ArrayList<>(settings.peers());
            members.stream().map(Member::address).forEach(addresses::add);
            link.peers(addresses);
            synchronized (Detection.this) {
                emit(membership.changed(members));
            }
        }

        @Override
        public void gone(Member member) {
            synchronized (Detection.this) {
                List<Fact> found = membership.gone(member);
                if (!isHeard(member.engine())) {
                    emit(found);
                }
            }
        }
    }

    /** Says to all that this engine stops and decides nothing more, and ends. */
    public void leave() {
        end(true);
    }

    /** Ends without saying that the engine stops. */
    @Override
    public void close() {
        end(false);
    }

    private void end(boolean isStopping) {
        if (isClosed) {
            return;
        }
        isClosed = true;
        LockSupport.unpark(teller);
        if (isStopping) {
            link.leave();
        } else {
            link.close();
        }
        if (coordination != null) {
            coordination.close();
        }
    }
}
