package dev.lockstep.server.failover;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.engine.replica.EngineModel;
import dev.lockstep.failover.FailoverError;
import dev.lockstep.failover.local.LocalHistory;
import dev.lockstep.failover.replica.Shadow;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.server.persist.Snapshot;
import dev.lockstep.server.persist.SnapshotDraft;
import dev.lockstep.server.persist.SnapshotFolder;
import dev.lockstep.server.persist.WritePace;
import dev.lockstep.server.project.LoadedModel;
import dev.lockstep.server.run.BadEventLog;
import dev.lockstep.server.run.Sha256;
import dev.lockstep.server.run.WindowDefinitions;
import dev.lockstep.server.settings.ServerSettings;
import dev.lockstep.server.source.Documents;
import dev.lockstep.server.source.ModelSource;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Takes one snapshot in the place of the server: from the newest one and the journal behind it. */
final class ShadowWork {
    private final ShadowOrder order;

    ShadowWork(ShadowOrder order) {
        this.order = order;
    }

    /** Where the snapshot is, how many entries it holds, the record with which reading goes on. */
    record Done(Path folder, long index, long journalNext) {}

    /**
     * @throws LockstepException if there is none then
     */
    Done run() throws IOException, InterruptedException {
        LoadedModel model = model();
        FailoverPlan plan = FailoverPlan.local(model.spec());
        // never started: they say which outputs there are, and touch nothing
        try (OtherConnectors connectors =
                new OtherConnectors(plan, "shadow", false, (w, row) -> {}, fact -> {})) {
            ModelFactory factory =
                    new ModelFactory(
                            model, plan, connectors::routes, BadEventLog.append(null), row -> {});
            try (EngineModel fresh = factory.make()) {
                return save(follow(fresh), model.spec());
            }
        }
    }

    private LoadedModel model() {
        ServerSettings settings =
                new ServerSettings(
                        null, 0, 0, null, order.placeholders(), Map.of(), order.folder());
        LoadedModel read =
                new ModelSource(settings, new Documents(settings))
                        .read(order.document().getBytes(StandardCharsets.UTF_8), order.project())
                        .named(order.project());
        if (!Sha256.of(read.spec().xml()).equals(order.model())) {
            throw new LockstepException(
                    FailoverError.OTHER_MODEL,
                    "The document was not the same when it was read again.");
        }
        return read;
    }

    private Shadow follow(EngineModel fresh) throws IOException {
        Shadow shadow = begin(fresh);
        if (shadow.index() < order.index()) {
            LocalHistory.read(
                    order.journal(),
                    shadow.journalNext(),
                    record -> {
                        shadow.step(record);
                        return shadow.index() < order.index();
                    });
        }
        if (shadow.index() != order.index()) {
            throw new LockstepException(
                    FailoverError.JOURNAL_OUT_OF_ORDER,
                    "A snapshot behind entry "
                            + shadow.index()
                            + " is newer than entry "
                            + order.index()
                            + ".");
        }
        return shadow;
    }

    private Shadow begin(EngineModel fresh) throws IOException {
        Path base = order.base();
        if (base == null) {
            return new Shadow(fresh, null);
        }
        Snapshot snapshot = SnapshotFolder.holding(base, order.project()).verify(base);
        snapshot.demandModel(order.model());
        try (InputStream in = snapshot.open(SnapshotTaking.STATE)) {
            return new Shadow(fresh, new DataInputStream(in));
        }
    }

    private Done save(Shadow shadow, ProjectSpec project) {
        SnapshotFolder target = SnapshotFolder.of(order.target(), order.project());
        try (SnapshotDraft draft = target.draft(order.model(), WritePace.GENTLE)) {
            draft.section(SnapshotTaking.STATE, out -> write(shadow, out));
            order.notes().forEach((name, text) -> draft.section(name, out -> write(text, out)));
            WindowDefinitions.describe(project, draft);
            draft.position(shadow.index(), System.currentTimeMillis() * 1000);
            return new Done(draft.commit(), shadow.index(), shadow.journalNext());
        }
    }

    private static void write(Shadow shadow, OutputStream out) {
        try {
            shadow.save(new DataOutputStream(out));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(String text, OutputStream out) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
