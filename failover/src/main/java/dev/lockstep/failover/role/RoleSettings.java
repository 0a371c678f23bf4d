package dev.lockstep.failover.role;

/**
 * How patient an engine is. All in nanoseconds.
 *
 * @param silence without any sign of the active after which it is suspected
 * @param stagger between the first in line and the next that tries
 * @param tenure that a new active is given before it may be suspected for anything but certainty
 * @param retry between attempts at what failed
 * @param aside before one that stepped aside tries to join again
 */
public record RoleSettings(long silence, long stagger, long tenure, long retry, long aside) {
    /** For an engine that waits for nobody, since there is nobody else. */
    public static RoleSettings alone() {
        long ms = 1_000_000;
        return new RoleSettings(0, 0, 0, 200 * ms, 1_000 * ms);
    }

    /** Half a second of silence, a quarter between standbys, two seconds of tenure. */
    public static RoleSettings standard() {
        long ms = 1_000_000;
        return new RoleSettings(500 * ms, 250 * ms, 2000 * ms, 200 * ms, 10_000 * ms);
    }
}
