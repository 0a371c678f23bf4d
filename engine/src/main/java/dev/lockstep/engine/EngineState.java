package dev.lockstep.engine;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.engine.graph.Graph;
import dev.lockstep.engine.snapshot.SnapshotError;
import dev.lockstep.engine.snapshot.SnapshotReader;
import dev.lockstep.engine.snapshot.SnapshotWriter;
import dev.lockstep.engine.step.Step;
import dev.lockstep.engine.window.Window;
import dev.lockstep.expression.runtime.EvaluationContext;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.project.QuerySpec;
import dev.lockstep.model.project.WindowSpec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The sections of an engine's snapshot: the engine's own, the dictionary's, one a window in
 * topological order.
 */
record EngineState(ProjectSpec project, EvaluationContext evaluation, Step step, Graph graph) {
    private static final int VERSION = 1;

    /** Of what windows write; 2 since extremes write how far they may look. */
    private static final int WINDOW_VERSION = 2;

    void save(OutputStream target) {
        try {
            SnapshotWriter w = new SnapshotWriter(target);
            w.section("engine", VERSION, this::writeEngine);
            w.section("pool", VERSION, evaluation.pool()::save);
            for (Window window : graph.windows()) {
                w.section(
                        "window " + window.name(),
                        WINDOW_VERSION,
                        out -> {
                            out.writeUTF(form(window));
                            window.save(out);
                        });
            }
            w.end();
        } catch (IOException e) {
            throw new LockstepException(
                    SnapshotError.NOT_WRITTEN,
                    "The snapshot was not written: " + e.getMessage(),
                    e);
        }
    }

    private void writeEngine(DataOutput out) throws IOException {
        out.writeUTF(digest(project.xml()));
        out.writeLong(step.position());
        out.writeLong(step.timeMicros());
        out.writeLong(evaluation.randomState());
    }

    void load(InputStream source) {
        SnapshotReader r = new SnapshotReader(source);
        r.section("engine", VERSION, this::readEngine);
        r.section("pool", VERSION, evaluation.pool()::load);
        for (Window window : graph.windows()) {
            r.section("window " + window.name(), WINDOW_VERSION, in -> readWindow(window, in));
        }
        r.end();
    }

    /** Reads what belongs to windows that are there and not among those that start empty. */
    void loadPart(InputStream source, Set<String> empty) {
        SnapshotReader r = new SnapshotReader(source);
        r.section(
                "engine",
                VERSION,
                in -> {
                    // the digest of the other version
                    in.readUTF();
                    readPosition(in);
                });
        r.section("pool", VERSION, evaluation.pool()::load);
        Set<String> missing = new LinkedHashSet<>();
        graph.windows().forEach(w -> missing.add(w.name()));
        missing.removeAll(empty);
        r.rest(
                WINDOW_VERSION,
                name -> {
                    Window window = graph.find(name.substring(name.indexOf(' ') + 1));
                    return window == null || !missing.remove(window.name())
                            ? null
                            : in -> {
                                // names places in the other document; the caller has compared
                                in.readUTF();
                                window.load(in);
                            };
                });
        if (!missing.isEmpty()) {
            throw otherProject("The snapshot has no state of " + missing + ".");
        }
    }

    private void readEngine(DataInput in) throws IOException {
        if (!in.readUTF().equals(digest(project.xml()))) {
            throw otherProject("The snapshot was taken of another version of the project.");
        }
        readPosition(in);
    }

    private void readPosition(DataInput in) throws IOException {
        long position = in.readLong();
        long micros = in.readLong();
        if (position < -1) {
            throw new IOException("There is no position " + position + ".");
        }
        step.restore(micros, position);
        evaluation.entryMicros(micros);
        evaluation.randomState(in.readLong());
    }

    private void readWindow(Window window, DataInput in) throws IOException {
        String found = in.readUTF();
        if (!found.equals(form(window))) {
            throw otherProject(
                    "Window "
                            + window.name()
                            + " is "
                            + form(window)
                            + ", the snapshot's is "
                            + found);
        }
        window.load(in);
    }

    private static LockstepException otherProject(String detail) {
        return new LockstepException(SnapshotError.OTHER_PROJECT, detail);
    }

    /** What settings can change in a window although the document is the same. */
    private String form(Window window) {
        for (QuerySpec query : project.queries()) {
            for (WindowSpec spec : query.windows()) {
                if (window.name().equals(query.name() + "/" + spec.name())) {
                    return spec.kind().getClass().getSimpleName()
                            + " "
                            + spec.index()
                            + " "
                            + spec.retention()
                            + " "
                            + digest(spec.schema().toString());
                }
            }
        }
        throw new IllegalStateException(window.name() + " is not in the project");
    }

    private static String digest(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
