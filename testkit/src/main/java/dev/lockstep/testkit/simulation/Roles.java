package dev.lockstep.testkit.simulation;

import dev.lockstep.failover.port.Effect;
import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.role.Role;
import dev.lockstep.failover.role.RoleSettings;

/** Watches who is what, tells the others of it, and ranks those who stand by. */
final class Roles {
    private final World world;
    private boolean isRankingDue;

    Roles(World world) {
        this.world = world;
    }

    void changed(Process process, Role before, Effect.Announce a) {
        Machine machine = process.machine();
        switch (a.role()) {
            case JOINING -> world.seen(Seen.JOINED_ANEW);
            case CATCHING_UP -> world.moment(Moment.CATCHING_UP, machine);
            case FENCING -> checkGround(process, before, a);
            case RESUMING -> world.moment(Moment.RESUMING, machine);
            case CLAIMING -> world.moment(Moment.CLAIMING, machine);
            case ACTIVE -> {
                world.links().reigns(process, a.epoch());
                world.moment(Moment.REIGNING, machine);
            }
            case HANDING_OVER -> world.moment(Moment.HANDING_OVER, machine);
            case ASIDE -> world.seen(Seen.STEPPED_ASIDE);
            default -> {
                // nothing waits for it
            }
        }
        rankSoon();
    }

    /** Some engine has crashed, or gone on; who is told nothing meanwhile is told then. */
    void rankSoon() {
        if (!isRankingDue) {
            isRankingDue = true;
            world.timeline().after(5 * Timeline.MS, this::rank);
        }
    }

    /** Who takes over has a reason, of this epoch, and lets a new active show that it works. */
    private void checkGround(Process process, Role before, Effect.Announce a) {
        if (before != Role.STANDBY) {
            return;
        }
        String reason = a.reason();
        Judge judge = world.judge();
        boolean isOfLink = reason.startsWith("quiet") || reason.startsWith("reset");
        judge.require(
                !isOfLink || reason.endsWith(" of epoch " + a.epoch()),
                process.name() + " takes over in epoch " + a.epoch() + " since " + reason);
        boolean hasSeenReign = process.roleTime() < judge.reignTime();
        boolean isHasty = reason.startsWith("quiet") || reason.equals("silence");
        long since = world.timeline().now() - judge.reignTime();
        long tenure = RoleSettings.standard().tenure() * 9 / 10;
        judge.require(
                !hasSeenReign || !isHasty || a.epoch() < judge.epoch() || since >= tenure,
                process.name() + " gives the active no time: " + reason);
    }

    private void rank() {
        isRankingDue = false;
        int before = 0;
        boolean isUnderWay =
                world.machines().stream()
                        .map(Machine::process)
                        .anyMatch(p -> p != null && !p.isFrozen() && isTakingOver(p.role()));
        for (Machine m : world.machines()) {
            Process p = m.process();
            if (p != null && p.role() == Role.STANDBY && !p.isFrozen()) {
                int rank = world.chance().percent(10) ? world.chance().below(3) : before;
                before++;
                p.run(() -> p.receive(new Fact.Ranked(rank)));
                p.run(() -> p.receive(new Fact.UnderWay(isUnderWay)));
            }
        }
    }

    private static boolean isTakingOver(Role role) {
        return switch (role) {
            case FENCING, READING_END, RESUMING, CLAIMING -> true;
            default -> false;
        };
    }
}
