package dev.lockstep.failover.coordination;

import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.role.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes facts for one engine of what a coordinator tells of all. Those in line are ordered by
 * health (who takes over already, who can, who soon can), then by lag, then by arrival; whoever
 * reigns or is paused is not in line. Pure: no clock, no thread. One thread at a time.
 */
public final class Membership {
    /**
     * Entries behind the most advanced engine that count as one step of lag. What engines tell of
     * their progress is seconds old, so less than that says nothing.
     */
    public static final long LAG_STEP = 10_000;

    private static final int TAKES_OVER = 0;
    private static final int OUT_OF_LINE = 3;

    private final String self;
    private final Map<String, Progress> linked = new TreeMap<>();
    private List<Member> members = List.of();
    private @Nullable Member reigning;
    private int heardEpoch;
    private int ranked = -1;
    private boolean isUnderWay;

    private record Progress(Role role, int epoch, long index, boolean isPaused) {}

    /**
     * @param self the engine's name, as in {@link Member#engine}
     */
    public Membership(String self) {
        this.self = self;
    }

    /** The engines as they were last told, in the order of their arrival. */
    public List<Member> members() {
        return members;
    }

    /** The one that reigns as far as the coordinator knows, or null. */
    public @Nullable Member reigning() {
        return reigning;
    }

    /**
     * Takes the engines as they are now.
     *
     * @param now in the order of their arrival
     */
    public List<Fact> changed(List<Member> now) {
        members = now.stream().map(this::freshest).toList();
        List<Fact> facts = new ArrayList<>();
        for (Member m : members) {
            if (Reign.isSure(m.role()) && m.epoch() > heardEpoch) {
                heardEpoch = m.epoch();
                reigning = m;
                if (!m.engine().equals(self)) {
                    facts.add(new Fact.Heard(m.epoch()));
                }
            }
        }
        dropWhoStoppedReigning();
        int before = before();
        if (before != ranked) {
            ranked = before;
            facts.add(new Fact.Ranked(before));
        }
        facts.addAll(underWay());
        return facts;
    }

    /**
     * Takes what an engine tells of itself by its link, which is fresher than what the coordinator
     * has of it until {@link #unlinked}.
     */
    public List<Fact> heard(String engine, Role role, int epoch, long index, boolean isPaused) {
        linked.put(engine, new Progress(role, epoch, index, isPaused));
        return changed(members);
    }

    /** Takes that the link to an engine has ended. */
    public List<Fact> unlinked(String engine) {
        linked.remove(engine);
        return underWay();
    }

    /** Of links alone: what the coordinator has of an engine that died may stay as it was. */
    private List<Fact> underWay() {
        boolean now =
                linked.values().stream()
                        .anyMatch(p -> !p.isPaused() && health(p.role()) == TAKES_OVER);
        if (now == isUnderWay) {
            return List.of();
        }
        isUnderWay = now;
        return List.of(new Fact.UnderWay(now));
    }

    private Member freshest(Member m) {
        Progress p = linked.get(m.engine());
        return p == null ? m : m.withProgress(p.role(), p.epoch(), p.index(), p.isPaused());
    }

    /** Takes that an engine is not there any more. */
    public List<Fact> gone(Member member) {
        Member last = reigning;
        if (last == null
                || !last.engine().equals(member.engine())
                || member.engine().equals(self)) {
            return List.of();
        }
        reigning = null;
        return List.of(new Fact.Suspected(last.epoch(), "coordinator", false));
    }

    private void dropWhoStoppedReigning() {
        Member last = reigning;
        if (last == null) {
            return;
        }
        for (Member m : members) {
            if (m.engine().equals(last.engine())) {
                boolean isStill = Reign.isSure(m.role()) || Reign.isOpen(m.role());
                reigning = isStill ? m : null;
            }
        }
    }

    /** Whether this engine could take over and everybody else in line would try before. */
    public boolean isLast() {
        Member own = own();
        if (own == null || health(own) >= OUT_OF_LINE) {
            return false;
        }
        long others =
                members.stream()
                        .filter(m -> health(m) < OUT_OF_LINE && !m.engine().equals(self))
                        .count();
        return before() == others;
    }

    /** The other engine that could take over now and is the first in line; empty if none. */
    public String next() {
        long furthest = members.stream().mapToLong(Member::index).max().orElse(0);
        return members.stream()
                .filter(m -> m.role() == Role.STANDBY && !m.isPaused())
                .filter(m -> !m.engine().equals(self))
                .min(order(furthest))
                .map(Member::engine)
                .orElse("");
    }

    private @Nullable Member own() {
        return members.stream().filter(m -> m.engine().equals(self)).findFirst().orElse(null);
    }

    /** How many others are to try before this engine. */
    int before() {
        Member own = own();
        long furthest = members.stream().mapToLong(Member::index).max().orElse(0);
        Comparator<Member> order = order(furthest);
        int before = 0;
        for (Member m : members) {
            if (health(m) < OUT_OF_LINE && !m.engine().equals(self)) {
                boolean isFirst = own == null || order.compare(m, own) < 0;
                before += isFirst ? 1 : 0;
            }
        }
        return before;
    }

    /**
     * Who tries already goes before those who could; who is about to be in line counts, so that all
     * know their places when they come there together.
     */
    private static int health(Member m) {
        return m.isPaused() ? OUT_OF_LINE : health(m.role());
    }

    private static int health(Role role) {
        return switch (role) {
            case FENCING, READING_END, RESUMING, CLAIMING -> TAKES_OVER;
            case STANDBY -> 1;
            case PROVING -> 2;
            default -> OUT_OF_LINE;
        };
    }

    private static Comparator<Member> order(long furthest) {
        return Comparator.<Member>comparingInt(Membership::health)
                .thenComparingLong(m -> (furthest - m.index()) / LAG_STEP)
                .thenComparingLong(m -> m.number() < 0 ? Long.MAX_VALUE : m.number())
                .thenComparing(Member::engine);
    }
}
