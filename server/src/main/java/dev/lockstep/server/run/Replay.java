package dev.lockstep.server.run;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.engine.Engine;
import dev.lockstep.engine.EngineOptions;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.server.error.ServerError;
import dev.lockstep.wire.journal.JournalReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Steps the entries of a journal file through a project: the same bytes of output and the same
 * digests as the run that wrote it.
 */
public final class Replay {
    private final Engine engine;
    private final List<Drain> drains = new ArrayList<>();
    private final String modelDigest;
    private final BadEventLog badEvents;

    /**
     * @param badEvents a file, or null
     */
    public Replay(ProjectSpec project, List<FileBinding> outputs, @Nullable Path badEvents) {
        this.badEvents = BadEventLog.open(badEvents);
        this.engine =
                Engine.open(
                        project, new EngineOptions(this.badEvents::engine, System.out::println));
        this.modelDigest = Entries.digest(project.xml());
        for (FileBinding b : outputs) {
            drains.add(Connections.output(project, b));
        }
    }

    public Engine engine() {
        return engine;
    }

    /**
     * @throws LockstepException if the journal belongs to another model, is damaged, or an output
     *     fails
     */
    public void run(Path journal) throws InterruptedException {
        drains.forEach(d -> d.start(engine));
        try (JournalReader in = new JournalReader(journal)) {
            for (JournalEntry e = in.next(); e != null; e = in.next()) {
                if (e instanceof JournalEntry.Start s && !s.modelDigest().equals(modelDigest)) {
                    throw new LockstepException(
                            ServerError.JOURNAL_MISMATCH,
                            "Journal " + journal + " was written by another model.");
                }
                engine.step(e);
            }
            if (in.isTruncated()) {
                System.err.println(
                        "warning: the journal ends in the middle of an entry; everything before it"
                                + " was replayed");
            }
        } catch (IOException e) {
            throw new LockstepException(
                    ServerError.FILE_NOT_READABLE,
                    "The journal " + journal + " cannot be read: " + e + ".");
        } finally {
            for (Drain d : drains) {
                d.finish();
            }
            badEvents.close();
        }
        for (Drain d : drains) {
            LockstepException failure = d.failure();
            if (failure != null) {
                throw failure;
            }
        }
    }
}
