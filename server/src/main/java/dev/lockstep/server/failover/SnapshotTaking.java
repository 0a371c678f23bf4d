package dev.lockstep.server.failover;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.engine.replica.EngineModel;
import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.replica.SnapshotHead;
import dev.lockstep.server.error.ServerError;
import dev.lockstep.server.persist.PersistError;
import dev.lockstep.server.persist.SnapshotDraft;
import dev.lockstep.server.persist.SnapshotFolder;
import dev.lockstep.server.project.ProjectLimits;
import dev.lockstep.server.run.WindowDefinitions;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** Has the replica write its state, at a place between committed entries. */
final class SnapshotTaking {
    /** The section of a snapshot that holds a replica's state. */
    static final String STATE = "replica";

    /** The section that says of which journal it is. */
    static final String JOURNAL = "journal";

    private final String project;
    private final String modelDigest;
    private final ModelFactory factory;
    private final ReplicaThread replica;
    private final OtherConnectors connectors;
    private final Ground ground;

    SnapshotTaking(PeerStates.Parts parts, ModelFactory factory, OtherConnectors connectors) {
        this.project = parts.project();
        this.modelDigest = parts.modelDigest();
        this.factory = factory;
        this.replica = parts.replica();
        this.connectors = connectors;
        this.ground = parts.ground();
    }

    /**
     * A snapshot's folder, how many entries it is made of, where reading goes on behind, and how
     * long the engine stood still for it.
     */
    record Taken(Path folder, long index, long journalNext, long stillNanos) {}

    /**
     * Writes a snapshot.
     *
     * @param parent of the folders of all projects
     * @param isTried whether it gets its name only once a second model has loaded it
     * @throws LockstepException if it was not written
     */
    Taken take(Path parent, boolean isTried) throws InterruptedException {
        SnapshotFolder target = SnapshotFolder.of(parent, project);
        String journal = ground.journal();
        try (SnapshotDraft draft = target.draft(modelDigest)) {
            Fact.SnapshotResult[] done = new Fact.SnapshotResult[1];
            long begun = System.nanoTime();
            draft.section(
                    STATE, out -> done[0] = write(out, ProjectLimits.SAVE_MILLIS.defaultValue()));
            long still = System.nanoTime() - begun;
            awaitWritten();
            describe(draft, journal);
            if (isTried) {
                tryOut(draft);
            }
            draft.position(done[0].index(), System.currentTimeMillis() * 1000);
            return new Taken(draft.commit(), done[0].index(), done[0].journalNext(), still);
        }
    }

    /** Adds what is known of a snapshot besides the state: of which journal, of which windows. */
    void describe(SnapshotDraft draft, String journal) {
        name(draft, journal);
        WindowDefinitions.describe(factory.project(), draft);
    }

    /** Says of which journal it is, where that could be another one some day. */
    static void name(SnapshotDraft draft, String journal) {
        if (journal.isEmpty()) {
            return;
        }
        draft.section(
                JOURNAL,
                out -> {
                    try {
                        out.write(journal.getBytes(StandardCharsets.UTF_8));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    /**
     * Has the replica write its state to a stream.
     *
     * @param millis how long that may take
     * @throws LockstepException if it has none that counts, or cannot write it
     */
    Fact.SnapshotResult write(OutputStream out, long millis) {
        CompletableFuture<Fact.SnapshotResult> result = new CompletableFuture<>();
        DataOutputStream data = new DataOutputStream(out);
        replica.tell(new Fact.SnapshotAsked(data, result::complete));
        Fact.SnapshotResult done = Answers.await(project, result, millis);
        if (done.failure() != null) {
            throw new LockstepException(
                    ServerError.NOT_IN_STEP,
                    "Project " + project + " was not persisted: " + done.failure() + ".");
        }
        return done;
    }

    /**
     * Waits until files hold all output that is before the snapshot, which could not be written
     * again from it.
     *
     * @throws LockstepException if they do not in time
     */
    void awaitWritten() throws InterruptedException {
        if (!connectors.awaitWritten(ProjectLimits.QUIESCE_MILLIS.defaultValue())) {
            throw new LockstepException(
                    ServerError.NOT_QUIET,
                    "A file of project " + project + " does not hold all of its output yet.");
        }
    }

    private void tryOut(SnapshotDraft draft) {
        try (DataInputStream in = new DataInputStream(draft.open(STATE));
                EngineModel model = factory.makeBeside()) {
            SnapshotHead.read(in);
            model.load(in);
            if (in.read() >= 0) {
                throw new IOException("there is more than belongs there");
            }
        } catch (IOException e) {
            throw new LockstepException(
                    PersistError.NOT_SAVED,
                    "What was written cannot be restored, and does not count: " + e + ".",
                    e);
        }
    }
}
