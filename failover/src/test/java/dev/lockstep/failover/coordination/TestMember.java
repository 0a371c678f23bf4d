package dev.lockstep.failover.coordination;

import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.role.Role;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An engine that is nothing but its part in a coordination. */
public final class TestMember implements AutoCloseable, Coordination.Listener {
    public final List<Member> gone = new CopyOnWriteArrayList<>();
    public final List<Fact> facts = new CopyOnWriteArrayList<>();
    public final List<Boolean> touches = new CopyOnWriteArrayList<>();
    public final Coordination coordination;
    private final Membership membership;
    private volatile Member self;
    private volatile long goneNanos;

    public TestMember(Coordination coordination, Member self) {
        this.coordination = coordination;
        this.membership = new Membership(self.engine());
        this.self = self;
        coordination.register(self, this);
    }

    public void becomes(Role role, int epoch, long index) {
        self = self.withProgress(role, epoch, index, false);
        coordination.update(self);
    }

    @Override
    public void changed(List<Member> members) {
        facts.addAll(membership.changed(members));
    }

    @Override
    public void gone(Member member) {
        goneNanos = System.nanoTime();
        gone.add(member);
        facts.addAll(membership.gone(member));
    }

    @Override
    public void touched(boolean isInTouch) {
        touches.add(isInTouch);
    }

    /** When somebody was last said to be gone. */
    public long goneNanos() {
        return goneNanos;
    }

    /** The engines in their order. */
    public List<String> engines() {
        return coordination.members().stream().map(Member::engine).toList();
    }

    /** What is known of an engine that is there. */
    public Member sees(String engine) {
        return coordination.members().stream()
                .filter(m -> m.engine().equals(engine))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        coordination.close();
    }
}
