package dev.lockstep.server.run;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.engine.Engine;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.server.error.ServerError;
import dev.lockstep.wire.journal.JournalWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Steps the engine, writing each entry to the journal before. */
final class Entries implements AutoCloseable {
    private final Engine engine;
    private final String modelDigest;
    private final String settingsDigest;
    private final @Nullable JournalWriter journal;
    private long lastMicros = Long.MIN_VALUE;

    Entries(Engine engine, ProjectSpec project, RunOptions options) {
        this.engine = engine;
        this.modelDigest = Sha256.of(project.xml());
        this.settingsDigest = Sha256.of(options.settings());
        Path path = options.journal();
        this.journal = path == null ? null : open(path);
    }

    private static JournalWriter open(Path path) {
        try {
            Path parent = path.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            return new JournalWriter(path);
        } catch (IOException e) {
            throw notWritable(e);
        }
    }

    private static LockstepException notWritable(IOException e) {
        return new LockstepException(
                ServerError.FILE_NOT_WRITABLE, "The journal cannot be written: " + e + ".");
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
        JournalWriter j = journal;
        if (j != null) {
            try {
                j.append(entry);
            } catch (IOException e) {
                throw notWritable(e);
            }
        }
        engine.step(entry);
    }

    /** What was stepped is in the file, should the process be killed. */
    void flush() {
        JournalWriter j = journal;
        if (j != null) {
            try {
                j.flush();
            } catch (IOException e) {
                throw notWritable(e);
            }
        }
    }

    @Override
    public void close() {
        if (journal != null) {
            try {
                journal.close();
            } catch (IOException e) {
                throw notWritable(e);
            }
        }
    }
}
