package dev.lockstep.server.run;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.engine.Engine;
import dev.lockstep.engine.EngineOptions;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.server.error.ServerError;
import dev.lockstep.store.RocksRowStores;
import dev.lockstep.wire.journal.JournalReader;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Steps the entries of a journal file through a project: the same bytes of output and the same
 * digests as the run that wrote it.
 */
public final class Replay implements AutoCloseable {
    private final RocksRowStores stores;
    private final Engine engine;
    private final List<Drain> drains = new ArrayList<>();
    private final String modelDigest;
    private final String settingsDigest;
    private final BadEventLog badEvents;
    private final boolean isStandardOutputTaken;

    /**
     * @param settings placeholders of the queries with their values
     * @param badEvents a file, or null
     */
    public Replay(
            ProjectSpec project,
            List<FileBinding> outputs,
            Map<String, String> settings,
            @Nullable Path badEvents) {
        this.badEvents = BadEventLog.open(badEvents);
        this.isStandardOutputTaken =
                outputs.stream().anyMatch(b -> Connections.isStandardOutput(b.properties()));
        this.stores = StoreFolder.of(project);
        try {
            this.engine =
                    Engine.open(
                            project,
                            new EngineOptions(this.badEvents::engine, this::print)
                                    .with(UserFunctions.found())
                                    .with(stores));
            for (FileBinding b : outputs) {
                drains.add(Connections.output(project, b));
            }
        } catch (LockstepException e) {
            stores.close();
            this.badEvents.close();
            throw e;
        }
        this.modelDigest = Sha256.of(project.xml());
        this.settingsDigest = Sha256.of(settings);
    }

    /** What expressions print. */
    private void print(String text) {
        (isStandardOutputTaken ? System.err : System.out).println(text);
    }

    /** Whether a subscriber writes to standard output, so that nothing else should. */
    public boolean writesToStandardOutput() {
        return isStandardOutputTaken;
    }

    /** Gives back what the engine holds outside the heap; it is of no use after that. */
    @Override
    public void close() {
        stores.close();
    }

    private static JournalReader open(Path journal) throws IOException {
        try {
            return JournalReader.open(journal);
        } catch (LockstepException e) {
            throw damaged(e);
        }
    }

    private static @Nullable JournalEntry next(JournalReader in) throws IOException {
        try {
            return in.next();
        } catch (LockstepException e) {
            throw damaged(e);
        }
    }

    private static LockstepException damaged(LockstepException e) {
        Problem p = e.problems().get(0);
        return new LockstepException(
                Problem.error(
                        ServerError.JOURNAL_DAMAGED,
                        p.where(),
                        p.detail() + " (" + p.code().code() + ")."),
                e);
    }

    private void check(Path journal, JournalEntry.Start start) {
        boolean isModel = start.modelDigest().equals(modelDigest);
        if (!isModel || !start.settingsDigest().equals(settingsDigest)) {
            throw new LockstepException(
                    ServerError.JOURNAL_MISMATCH,
                    "Journal "
                            + journal
                            + (isModel
                                    ? " was written with other values of placeholders."
                                    : " was written by another model."));
        }
    }

    private static void warn(boolean isTorn, boolean isWhole) {
        if (isTorn) {
            System.err.println(
                    "warning: the journal ends in the middle of an entry; everything before it"
                            + " was replayed");
        } else if (!isWhole) {
            System.err.println(
                    "warning: the journal has no end, so its run was cut off or failed; everything"
                            + " in it was replayed");
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
        try (JournalReader in = open(journal)) {
            boolean isWhole = false;
            for (JournalEntry e = next(in); e != null; e = next(in)) {
                if (e instanceof JournalEntry.Start s) {
                    check(journal, s);
                }
                engine.step(e);
                isWhole = e instanceof JournalEntry.End;
            }
            warn(in.isTruncated(), isWhole);
        } catch (NoSuchFileException e) {
            throw new LockstepException(
                    ServerError.FILE_NOT_READABLE, "There is no file " + journal + ".");
        } catch (IOException e) {
            throw new LockstepException(
                    ServerError.FILE_NOT_READABLE,
                    "The journal " + journal + " cannot be read: " + e + ".");
        } finally {
            try {
                Drain.finish(drains);
            } finally {
                badEvents.close();
            }
        }
        for (Drain d : drains) {
            LockstepException failure = d.failure();
            if (failure != null) {
                throw failure;
            }
        }
    }
}
