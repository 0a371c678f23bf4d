package dev.lockstep.systemtests.fault;

import dev.lockstep.server.trial.EngineProcess;
import dev.lockstep.systemtests.stage.Stage;

/** Which engine a fault means. */
public enum Who {
    ACTIVE("the active"),
    STANDBY("a standby");

    private final String words;

    Who(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    EngineProcess on(Stage stage) throws InterruptedException {
        EngineProcess active = stage.active();
        return this == ACTIVE ? active : stage.standby(active);
    }
}
