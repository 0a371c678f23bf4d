package dev.lockstep.server.run;

import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.model.project.ConnectorSpec;
import dev.lockstep.model.project.EdgeSpec;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.project.QuerySpec;
import dev.lockstep.model.project.WindowSpec;
import dev.lockstep.server.persist.PersistError;
import dev.lockstep.server.persist.SnapshotDraft;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What decides about the state of each window of a project, by digests of its parts, so that two
 * versions of the project can be compared without both documents. Where something stands in a
 * document and which connectors a window has are no parts of it.
 */
public final class WindowDefinitions {
    /** The section of a snapshot that holds them. */
    public static final String SECTION = "windows";

    private static final int MOST = 1 << 26;
    private static final String FIRST = "lockstep-windows 1";

    /** Names of the parts, as reasons name them. */
    private static final List<String> PARTS =
            List.of("type", "schema", "retention", "index", "inputs", "properties");

    private final Map<String, List<String>> windows;

    private WindowDefinitions(Map<String, List<String>> windows) {
        this.windows = windows;
    }

    /** Those of a project; each window as {@code query/window}. */
    public static WindowDefinitions of(ProjectSpec project) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        for (QuerySpec q : project.queries()) {
            for (WindowSpec w : q.windows()) {
                List<Object> inputs = new ArrayList<>();
                for (EdgeSpec e : q.edges()) {
                    if (e.target().equals(w.name())) {
                        inputs.add(e);
                    }
                }
                String others =
                        text(w.kind())
                                + List.of(
                                        w.isOutputInsertOnly(),
                                        w.isCollapseUpdates(),
                                        w.pulseMicros(),
                                        w.maxString(),
                                        text(w.init()),
                                        text(w.splitter()),
                                        project.useTaggedToken(),
                                        project.useRetentionTracking());
                all.put(
                        q.name() + "/" + w.name(),
                        List.of(
                                w.kind().getClass().getSimpleName(),
                                Sha256.of(text(w.schema())),
                                Sha256.of(text(w.retention())),
                                w.index().name(),
                                Sha256.of(text(inputs)),
                                Sha256.of(others)));
            }
        }
        return new WindowDefinitions(all);
    }

    /** A value as text in which nothing but its content counts. */
    private static String text(@Nullable Object value) {
        if (value instanceof Location || value instanceof ConnectorSpec) {
            return "";
        }
        if (value instanceof Record r) {
            StringBuilder s = new StringBuilder(r.getClass().getSimpleName()).append('(');
            for (RecordComponent c : r.getClass().getRecordComponents()) {
                try {
                    s.append(text(c.getAccessor().invoke(r))).append(';');
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            }
            return s.append(')').toString();
        }
        if (value instanceof Iterable<?> all) {
            StringBuilder s = new StringBuilder("[");
            all.forEach(v -> s.append(text(v)).append(','));
            return s.append(']').toString();
        }
        if (value instanceof Map<?, ?> all) {
            StringBuilder s = new StringBuilder("{");
            all.forEach((k, v) -> s.append(text(k)).append('=').append(text(v)).append(','));
            return s.append('}').toString();
        }
        String text = String.valueOf(value);
        // so that no text can look like a structure
        return text.length() + ":" + text;
    }

    /** Adds the section that holds those of a project to a snapshot of it. */
    public static void describe(ProjectSpec project, SnapshotDraft draft) {
        WindowDefinitions definitions = of(project);
        draft.section(
                SECTION,
                out -> {
                    try {
                        definitions.write(out);
                    } catch (IOException e) {
                        throw new LockstepException(
                                PersistError.NOT_SAVED, "Windows: " + e + ".", e);
                    }
                });
    }

    /** Writes them as lines of text. */
    private void write(OutputStream out) throws IOException {
        StringBuilder s = new StringBuilder(FIRST).append('\n');
        windows.forEach(
                (name, parts) ->
                        s.append(String.join("\t", parts)).append('\t').append(name).append('\n'));
        out.write(s.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if it is something else
     */
    static WindowDefinitions read(InputStream in) throws IOException {
        String[] lines = new String(in.readNBytes(MOST), StandardCharsets.UTF_8).split("\n");
        if (!lines[0].equals(FIRST)) {
            throw new IOException("It begins with " + lines[0] + ".");
        }
        Map<String, List<String>> all = new LinkedHashMap<>();
        for (int k = 1; k < lines.length; k++) {
            List<String> parts = List.of(lines[k].split("\t", PARTS.size() + 1));
            if (parts.size() <= PARTS.size()) {
                throw new IOException("A line is too short: " + lines[k] + ".");
            }
            all.put(parts.get(PARTS.size()), parts.subList(0, PARTS.size()));
        }
        return new WindowDefinitions(all);
    }

    /** The windows that are not what they were in {@code before}, each with what has changed. */
    Map<String, String> changedSince(WindowDefinitions before) {
        Map<String, String> changed = new LinkedHashMap<>();
        windows.forEach(
                (name, parts) -> {
                    List<String> old = before.windows.get(name);
                    if (old == null) {
                        changed.put(name, "it is new");
                    } else if (!old.equals(parts)) {
                        changed.put(
                                name,
                                "its " + String.join(", ", different(old, parts)) + " changed");
                    }
                });
        return changed;
    }

    private static List<String> different(List<String> a, List<String> b) {
        List<String> names = new ArrayList<>();
        for (int k = 0; k < PARTS.size(); k++) {
            if (!Objects.equals(a.get(k), b.get(k))) {
                names.add(PARTS.get(k));
            }
        }
        return names;
    }

    /** The windows that are in {@code before} and not here. */
    List<String> goneSince(WindowDefinitions before) {
        return before.windows.keySet().stream().filter(w -> !windows.containsKey(w)).toList();
    }

    /** All windows, in the order of the document. */
    List<String> names() {
        return List.copyOf(windows.keySet());
    }
}
