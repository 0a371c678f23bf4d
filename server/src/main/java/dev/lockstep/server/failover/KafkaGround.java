package dev.lockstep.server.failover;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.connectors.adapter.kafka.MetadataResponder;
import dev.lockstep.failover.kafka.BusIdentity;
import dev.lockstep.failover.kafka.KafkaBus;
import dev.lockstep.failover.kafka.KafkaBusSettings;
import dev.lockstep.failover.kafka.KafkaChecks;
import dev.lockstep.failover.kafka.KafkaTopics;
import dev.lockstep.failover.kafka.Reach;
import dev.lockstep.failover.kafka.TopicNames;
import dev.lockstep.failover.link.SnapshotSource;
import dev.lockstep.failover.port.Effect;
import dev.lockstep.failover.role.Role;
import dev.lockstep.server.metadata.ProjectSchemas;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stands on topics of Kafka, among other engines. */
final class KafkaGround implements Ground {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaGround.class);

    private final FailoverPlan plan;
    private final String engine;
    private final PeerSettings peerSettings;
    private final KafkaBusSettings busSettings;
    private final long neededMillis;
    private volatile @Nullable KafkaBus bus;
    private volatile @Nullable MetadataResponder responder;
    private volatile @Nullable Peers peers;

    /**
     * @param neededMillis how long topics must keep what snapshots need
     */
    KafkaGround(FailoverPlan plan, String engine, PeerSettings peerSettings, long neededMillis) {
        this.neededMillis = neededMillis;
        this.plan = plan;
        this.engine = engine;
        this.peerSettings = peerSettings;
        this.busSettings = plan.bus(engine);
    }

    private String name() {
        return plan.project().name();
    }

    @Override
    public void connect(ReplicaThread replica, SnapshotSource states) {
        KafkaTopics.createMissing(busSettings, TopicNames.of(plan.prefix()).metadata());
        judge(KafkaChecks.check(busSettings, neededMillis));
        if (peers == null) {
            peers =
                    new Peers(
                            peerSettings.link(name(), engine, busSettings),
                            peerSettings.peers(),
                            peerSettings.coordination(plan, busSettings),
                            replica::view,
                            states,
                            replica::tell);
        }
        bus = new KafkaBus(busSettings, replica::tell);
        if (responder == null) {
            responder =
                    plan.responder(
                            new ProjectSchemas(
                                    plan.project(),
                                    () ->
                                            replica.view().role() == Role.ACTIVE
                                                    || replica.view().role() == Role.HANDING_OVER));
        }
    }

    /** Says at once what is too weak, and refuses what would break the guarantee. */
    private void judge(List<Problem> found) {
        for (Problem p : found) {
            if (!p.isError()) {
                LOG.warn("Project {}: {}", name(), p);
            }
        }
        List<Problem> errors = found.stream().filter(Problem::isError).toList();
        if (errors.isEmpty()) {
            return;
        }
        if (!peerSettings.allowsWeakBus()) {
            throw new LockstepException(errors);
        }
        for (Problem p : errors) {
            LOG.error("Project {} is not exactly-once, as was allowed: {}", name(), p);
        }
    }

    @Override
    public boolean isConnected() {
        return bus != null;
    }

    @Override
    public boolean perform(Effect effect) {
        KafkaBus b = bus;
        Effect sent = effect instanceof Effect.Commit c ? ofTopics(c) : effect;
        return b != null && b.perform(sent);
    }

    /** The same commit without output that stays in this process. */
    private Effect.Commit ofTopics(Effect.Commit c) {
        int topics = plan.outputs().size();
        if (plan.others().isEmpty()) {
            return c;
        }
        return new Effect.Commit(
                c.batch(),
                c.epoch(),
                c.entries(),
                c.output().stream().filter(o -> o.output() < topics).toList());
    }

    @Override
    public @Nullable Reach reach() {
        KafkaBus b = bus;
        return b == null ? null : b.reach();
    }

    @Override
    public String journal() {
        return BusIdentity.of(busSettings);
    }

    @Override
    public List<Problem> checkHistory(long journalNext, List<Long> inputs) {
        return KafkaChecks.checkHistory(busSettings, journalNext, inputs);
    }

    @Override
    public @Nullable Peers peers() {
        return peers;
    }

    @Override
    public void close() {
        MetadataResponder r = responder;
        if (r != null) {
            r.close();
        }
        KafkaBus b = bus;
        if (b != null) {
            b.close();
        }
    }
}
