package dev.lockstep.testkit.model;

import dev.lockstep.api.error.Location;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.model.project.EdgeSpec;
import dev.lockstep.model.project.Located;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.project.QuerySpec;
import dev.lockstep.model.project.WindowKind;
import dev.lockstep.model.project.WindowKind.FieldPair;
import dev.lockstep.model.project.WindowKind.JoinOutput;
import dev.lockstep.model.project.WindowKind.JoinType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds a project {@code p} with one query {@code q}; {@link ProjectSpec#xml} is written by {@link
 * ModelXml}. Edges of a join say left and right by the order in which they are added.
 */
public final class ModelBuilder {
    /** The schema of every counter window (semantics 2.9). */
    public static final String COUNTER_SCHEMA =
            "input*:string,totalCount:int64,totalSeconds:double,totalRate:double,"
                    + "intervalCount:int64,intervalSeconds:double,intervalRate:double";

    private final List<WindowDraft> windows = new ArrayList<>();
    private final List<EdgeSpec> edges = new ArrayList<>();
    private boolean tracking;

    /** Lets a retention delete and another change of one key from one cause both leave. */
    public ModelBuilder retentionTracking() {
        tracking = true;
        return this;
    }

    private WindowDraft add(String name, Schema schema, WindowKind kind) {
        WindowDraft draft = new WindowDraft(name, schema, kind);
        windows.add(draft);
        return draft;
    }

    public WindowDraft source(String name, String schema) {
        return source(name, schema, false, false);
    }

    public WindowDraft source(String name, String schema, boolean insertOnly, boolean autogen) {
        return add(name, Schemas.parse(schema), new WindowKind.Source(insertOnly, autogen));
    }

    public WindowDraft copy(String name, String schema) {
        return add(name, Schemas.parse(schema), new WindowKind.Copy());
    }

    public WindowDraft filter(String name, String schema, String expression) {
        return add(name, Schemas.parse(schema), new WindowKind.Filter(at(expression)));
    }

    /** One expression for each non-key field. */
    public WindowDraft compute(String name, String schema, String... expressions) {
        return add(name, Schemas.parse(schema), new WindowKind.Compute(all(expressions)));
    }

    /** The schema's keys are the fields to group by; one expression for each other field. */
    public WindowDraft aggregate(String name, String schema, String... expressions) {
        return add(name, Schemas.parse(schema), new WindowKind.Aggregate(all(expressions)));
    }

    public WindowDraft union(String name, String schema, boolean strict) {
        return add(name, Schemas.parse(schema), new WindowKind.Union(strict));
    }

    public WindowDraft counter(String name) {
        return counter(name, 0, 0);
    }

    /** A counter with intervals in seconds; 0 for none. */
    public WindowDraft counter(String name, long countSeconds, long clearSeconds) {
        return add(
                name,
                Schemas.parse(COUNTER_SCHEMA),
                new WindowKind.Counter(countSeconds * 1_000_000, clearSeconds * 1_000_000));
    }

    /**
     * A calculate window with the algorithm Summary.
     *
     * @param windowLength observations, 0 for all
     * @param outputs pairs {@code statistic=field}
     */
    public WindowDraft summary(
            String name, String schema, int windowLength, String input, String... outputs) {
        Map<String, Located> outputMap = new LinkedHashMap<>();
        for (String pair : outputs) {
            String[] sides = pair.split("=");
            outputMap.put(sides[0], at(sides[1]));
        }
        Map<String, Located> parameters = new LinkedHashMap<>();
        if (windowLength > 0) {
            parameters.put("windowLength", at(Integer.toString(windowLength)));
        }
        return add(
                name,
                Schemas.parse(schema),
                new WindowKind.Calculate(
                        "Summary", parameters, Map.of("input", at(input)), outputMap, false));
    }

    public WindowDraft functional(String name, String schema, WindowKind.Functional kind) {
        return add(name, Schemas.parse(schema), kind);
    }

    /** A join with everything said. */
    public WindowDraft join(String name, String schema, WindowKind.Join kind) {
        return add(name, Schemas.parse(schema), kind);
    }

    /**
     * A join without side indices.
     *
     * @param conditions pairs {@code left=right}
     * @param output for each non-key field of the schema, {@code l_x} or {@code r_x}
     */
    public WindowDraft join(
            String name,
            String schema,
            JoinType type,
            boolean noRegenerates,
            List<String> conditions,
            List<String> output) {
        List<FieldPair> pairs = new ArrayList<>();
        for (String c : conditions) {
            String[] sides = c.split("=");
            pairs.add(new FieldPair(sides[0], sides[1], Location.UNKNOWN));
        }
        Schema parsed = Schemas.parse(schema);
        List<JoinOutput> selected = new ArrayList<>();
        int next = 0;
        for (int f = 0; f < parsed.size(); f++) {
            if (!parsed.field(f).isKey()) {
                selected.add(selection(parsed.field(f).name(), output.get(next++)));
            }
        }
        return add(
                name,
                parsed,
                new WindowKind.Join(type, noRegenerates, false, null, null, pairs, selected));
    }

    private static JoinOutput selection(String name, String prefixed) {
        return new JoinOutput.Selection(
                name, prefixed.startsWith("l_"), prefixed.substring(2), Location.UNKNOWN);
    }

    /** A join's computed field. */
    public static JoinOutput computed(String name, FieldType type, String expression) {
        return new JoinOutput.Expression(name, type, at(expression));
    }

    public ModelBuilder edge(String from, String to) {
        return edge(from, to, null, EdgeSpec.EVERY_SLOT);
    }

    public ModelBuilder edge(String from, String to, @Nullable String role, int slot) {
        edges.add(new EdgeSpec(from, to, role, slot, Location.UNKNOWN));
        return this;
    }

    private static Located at(String text) {
        return new Located(text, Location.UNKNOWN);
    }

    private static List<Located> all(String... texts) {
        return Arrays.stream(texts).map(ModelBuilder::at).toList();
    }

    public ProjectSpec build() {
        QuerySpec query =
                new QuerySpec(
                        "q",
                        Location.UNKNOWN,
                        windows.stream().map(WindowDraft::build).toList(),
                        List.copyOf(edges),
                        List.of());
        return new ProjectSpec(
                "p",
                Location.UNKNOWN,
                Map.of(),
                ProjectSpec.PubSub.AUTO,
                1,
                1_000_000,
                true,
                tracking,
                null,
                List.of(query),
                List.of(),
                List.of(),
                ModelXml.write("p", tracking, List.of(query)));
    }
}
