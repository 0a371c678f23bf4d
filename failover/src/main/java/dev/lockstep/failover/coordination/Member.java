package dev.lockstep.failover.coordination;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.failover.role.Role;

/**
 * What an engine tells the others of itself, for one project.
 *
 * @param engine the name of one life of the engine, see {@link #life}; the core is given the same
 * @param number its place in the order of arrival, given by the coordinator; −1 before that
 * @param address where its link listens, {@code host:port}; empty if it has none
 * @param epoch of the last entry that it has stepped
 * @param index behind the last entry that it has stepped
 * @param isPaused it stays where it is, or is cut off from the brokers, and takes nothing over, so
 *     that nobody waits for it
 * @param sinceMicros when it came, by its own clock; for people
 */
public record Member(
        String project,
        String engine,
        long number,
        String address,
        Role role,
        int epoch,
        long index,
        boolean isPaused,
        long sinceMicros) {
    private static final char LIFE = '~';

    public Member {
        check(project);
        check(engine);
        check(address);
    }

    /** One that is not paused. */
    public Member(
            String project,
            String engine,
            long number,
            String address,
            Role role,
            int epoch,
            long index,
            long sinceMicros) {
        this(project, engine, number, address, role, epoch, index, false, sinceMicros);
    }

    private static void check(String text) {
        if (text.chars().anyMatch(c -> c < ' ')) {
            throw new LockstepException(
                    CoordinationError.BAD_MEMBER,
                    "The name \"" + text.replaceAll("\\p{Cntrl}", "?") + "\" has control signs.");
        }
    }

    /**
     * The name of one life of an engine: the coordinator, the link and the core are given it, so
     * that what an earlier life left behind is not taken for this one.
     *
     * @param name of the engine, the same in all its lives
     * @param life unlike that of any other life
     */
    public static String life(String name, String life) {
        return name + LIFE + life;
    }

    /** The engine's name without its life. */
    public String name() {
        int end = engine.lastIndexOf(LIFE);
        return end < 0 ? engine : engine.substring(0, end);
    }

    /** The same member at another place in the order. */
    public Member withNumber(long place) {
        return new Member(
                project, engine, place, address, role, epoch, index, isPaused, sinceMicros);
    }

    /** The same member after it has gone on. */
    public Member withProgress(Role newRole, int newEpoch, long newIndex, boolean isNowPaused) {
        return new Member(
                project,
                engine,
                number,
                address,
                newRole,
                newEpoch,
                newIndex,
                isNowPaused,
                sinceMicros);
    }

    /** Whether others must be told at once: anything but progress alone has changed. */
    public boolean isNewsAfter(Member before) {
        return before.role != role || before.epoch != epoch || before.isPaused != isPaused;
    }
}
