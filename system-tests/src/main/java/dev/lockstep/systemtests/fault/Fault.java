package dev.lockstep.systemtests.fault;

import dev.lockstep.server.trial.EngineProcess;
import dev.lockstep.systemtests.stage.Stage;
import java.util.List;

/** Something bad. One object may be used again and again, on one stage at a time. */
public interface Fault {
    /** For people, and what it is counted under. */
    String words();

    /** Whether it takes the reign from the active for sure. */
    boolean isTakeover();

    /** What keeps it from being done on this machine; empty if nothing does. */
    default String obstacle() {
        return "";
    }

    /** Hurts; does not wait for what comes of it. */
    Hurt strike(Stage stage) throws InterruptedException;

    /** Undoes what the stage knows nothing of; called once after each strike, failed ones too. */
    default void undo() {}

    /** How long it lasts at least and at most, in milliseconds, once somebody reigns. */
    default Span span() {
        return new Span(0, 500);
    }

    /**
     * Milliseconds.
     *
     * @param longest not reached
     */
    record Span(int shortest, int longest) {}

    /**
     * Who was hurt.
     *
     * @param victim for people
     * @param out engines that cannot reign now
     */
    record Hurt(String victim, List<EngineProcess> out) {
        static Hurt of(EngineProcess engine) {
            return new Hurt(engine.name(), List.of(engine));
        }

        static Hurt bus(String victim) {
            return new Hurt(victim, List.of());
        }
    }
}
