package dev.lockstep.failover.coordination;

import java.util.Comparator;
import java.util.List;

/** Tells a listener what has changed in a list of engines. One thread sets, any reads. */
public final class Roster {
    private final Coordination.Listener listener;
    private volatile List<Member> members = List.of();

    public Roster(Coordination.Listener listener) {
        this.listener = listener;
    }

    /** In the order of their arrival. */
    public List<Member> members() {
        return members;
    }

    /** Takes the engines as they are now. */
    public void set(List<Member> now) {
        List<Member> before = members;
        List<Member> sorted =
                now.stream().sorted(Comparator.comparingLong(Member::number)).toList();
        if (sorted.equals(before)) {
            return;
        }
        members = sorted;
        for (Member m : before) {
            if (now.stream().noneMatch(n -> n.engine().equals(m.engine()))) {
                listener.gone(m);
            }
        }
        listener.changed(sorted);
    }
}
