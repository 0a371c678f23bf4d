package dev.lockstep.failover.link;

import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.role.Role;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An engine that is nothing but its link, a status that can be set, and the facts that it heard.
 */
final class TestEngine implements AutoCloseable {
    static final Secret SECRET = Secret.of("a secret of the tests");

    /** A fact and when it was told. */
    record Told(Fact fact, long nanos) {}

    final List<Told> told = new CopyOnWriteArrayList<>();
    final AtomicLong committed = new AtomicLong();
    final Link link;
    volatile Role role;
    volatile int epoch = 1;
    volatile String reigns = "";
    volatile SnapshotSource snapshots = () -> null;

    TestEngine(LinkSettings settings, Role role) {
        this.role = role;
        this.link = Link.start(settings, this::status, () -> snapshots.open(), this::tell);
    }

    static TestEngine named(String name, Role role) {
        return new TestEngine(LinkSettings.local("p", name, SECRET), role);
    }

    private Status status() {
        long index = committed.incrementAndGet();
        return new Status(role, epoch, reigns, index, index, false, false);
    }

    private void tell(Fact fact) {
        told.add(new Told(fact, System.nanoTime()));
    }

    List<Fact> facts() {
        return told.stream().map(Told::fact).toList();
    }

    List<Fact> suspicions() {
        return facts().stream().filter(f -> f instanceof Fact.Suspected).toList();
    }

    void dial(TestEngine other) {
        link.peers(List.of(other.link.address()));
    }

    boolean isLinkedTo(String engine) {
        return link.linked().stream().anyMatch(p -> p.engine().equals(engine));
    }

    /** Whether a heartbeat of that role has come. */
    boolean hears(String engine, Role peerRole) {
        return link.linked().stream()
                .anyMatch(p -> p.engine().equals(engine) && p.role() == peerRole);
    }

    long count(String counter) {
        return link.counters().getOrDefault(counter, -1L);
    }

    int port() {
        return Dialer.target(link.address()).getPort();
    }

    @Override
    public void close() {
        link.close();
    }
}
