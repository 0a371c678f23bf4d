package dev.lockstep.systemtests.fault;

import dev.lockstep.server.trial.EngineProcess;
import dev.lockstep.systemtests.stage.SmallDisk;
import dev.lockstep.systemtests.stage.Stage;
import org.jspecify.annotations.Nullable;

/**
 * An engine is told to take a snapshot where there is no room: it must refuse, and go on as if
 * nothing had been.
 */
public final class FullDisk implements Fault {
    private static final int BYTES = 16 * 1024;

    private final Who who;
    private @Nullable SmallDisk disk;

    public FullDisk(Who who) {
        this.who = who;
    }

    @Override
    public String words() {
        return "full disk where " + who.words() + " takes a snapshot";
    }

    @Override
    public boolean isTakeover() {
        return false;
    }

    @Override
    public String obstacle() {
        return SmallDisk.isPossible() ? "" : "a small disk can be mounted by root only";
    }

    @Override
    public Hurt strike(Stage stage) throws InterruptedException {
        EngineProcess victim = who.on(stage);
        SmallDisk small = new SmallDisk(victim.log().resolveSibling("small"), BYTES);
        disk = small;
        String answer = victim.put(Stage.project() + "/state?value=persisted&path=small/taken");
        if (answer.contains("successfully")) {
            throw new IllegalStateException("a snapshot on a full disk was answered: " + answer);
        }
        return Hurt.bus(victim.name());
    }

    @Override
    public void undo() {
        if (disk != null) {
            disk.close();
            disk = null;
        }
    }
}
