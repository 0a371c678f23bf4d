package dev.lockstep.server;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of commands, each in a folder of its own. */
abstract class AtWorkplace {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    protected Path folder;

    @SuppressWarnings("NullAway.Init")
    protected Workplace place;

    /** The usual output, not there yet. */
    @SuppressWarnings("NullAway.Init")
    protected Path out;

    @BeforeEach
    final void enter() {
        place = new Workplace(folder);
        out = place.path("out.csv");
    }
}
