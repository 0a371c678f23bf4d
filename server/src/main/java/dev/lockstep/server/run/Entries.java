package dev.lockstep.server.run;

import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.engine.Engine;
import dev.lockstep.model.project.ProjectSpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Steps the engine, writing each entry to the journal before. */
final class Entries implements AutoCloseable {
    private final Engine engine;
    private final String modelDigest;
    private final String settingsDigest;
    private long lastMicros = Long.MIN_VALUE;

    Entries(Engine engine, ProjectSpec project, RunOptions options) {
        this.engine = engine;
        this.modelDigest = digest(project.xml());
        this.settingsDigest = digest(options.settings());
    }

    String modelDigest() {
        return modelDigest;
    }

    String settingsDigest() {
        return settingsDigest;
    }

    long lastMicros() {
        return lastMicros;
    }

    void step(JournalEntry entry) {
        lastMicros = entry.timeMicros();
        engine.step(entry);
    }

    static String digest(String text) {
        try {
            byte[] sha =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        // the journal file joins here
    }
}
