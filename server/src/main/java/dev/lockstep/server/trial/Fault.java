package dev.lockstep.server.trial;

/** What a trial does to engines. */
public enum Fault {
    KILL_ACTIVE("kill -9 of the active"),
    FREEZE_ACTIVE("freeze of the active"),
    KILL_STANDBY("kill -9 of a standby"),
    FREEZE_STANDBY("freeze of a standby"),
    KILL_SUCCESSOR("kill -9 of the active, then of whoever takes over"),
    KILL_TWO("kill -9 of the active and a standby"),
    SWITCH("planned switch"),
    KILL_ALL("kill -9 of all engines");

    private final String words;

    Fault(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }

    /** Whether somebody else has to take over. */
    public boolean isTakeover() {
        return this != KILL_STANDBY && this != FREEZE_STANDBY;
    }
}
