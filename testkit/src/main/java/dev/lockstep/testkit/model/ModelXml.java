package dev.lockstep.testkit.model;

import dev.lockstep.api.schema.Field;
import dev.lockstep.model.project.EdgeSpec;
import dev.lockstep.model.project.IndexType;
import dev.lockstep.model.project.Located;
import dev.lockstep.model.project.QuerySpec;
import dev.lockstep.model.project.RetentionSpec;
import dev.lockstep.model.project.WindowKind;
import dev.lockstep.model.project.WindowKind.JoinOutput;
import dev.lockstep.model.project.WindowSpec;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the records of a project as project XML, for the window kinds that the kit makes. */
public final class ModelXml {
    private static final Map<WindowKind.JoinType, String> JOIN_TYPES =
            Map.of(
                    WindowKind.JoinType.INNER, "inner",
                    WindowKind.JoinType.LEFT_OUTER, "leftouter",
                    WindowKind.JoinType.RIGHT_OUTER, "rightouter",
                    WindowKind.JoinType.FULL_OUTER, "fullouter");

    private final StringBuilder out = new StringBuilder();
    private String indent = "";

    private ModelXml() {}

    static String write(String project, boolean tracking, List<QuerySpec> queries) {
        ModelXml x = new ModelXml();
        String head = "<project name=\"" + project + "\" pubsub=\"auto\" threads=\"1\"";
        x.open(
                head
                        + " heartbeat-interval=\"1\" use-tagged-token=\"true\""
                        + (tracking ? " use-retention-tracking=\"true\">" : ">"));
        x.open("<contqueries>");
        for (QuerySpec q : queries) {
            x.open("<contquery name=\"" + q.name() + "\">");
            x.open("<windows>");
            q.windows().forEach(x::window);
            x.close("</windows>");
            x.open("<edges>");
            q.edges().forEach(x::edge);
            x.close("</edges>");
            x.close("</contquery>");
        }
        x.close("</contqueries>");
        x.close("</project>");
        return x.out.toString();
    }

    private void line(String text) {
        out.append(indent).append(text).append('\n');
    }

    private void open(String text) {
        line(text);
        indent += "  ";
    }

    private void close(String text) {
        indent = indent.substring(2);
        line(text);
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private void edge(EdgeSpec e) {
        String role = e.role() == null ? "" : " role=\"" + e.role() + "\"";
        String slot = e.slot() == EdgeSpec.EVERY_SLOT ? "" : " slot=\"" + e.slot() + "\"";
        line(
                "<edge source=\""
                        + e.source()
                        + "\" target=\""
                        + e.target()
                        + "\""
                        + role
                        + slot
                        + "/>");
    }

    private void window(WindowSpec w) {
        String element = "window-" + kindName(w.kind());
        StringBuilder head = new StringBuilder("<").append(element);
        attribute(head, "name", w.name());
        attribute(head, "index", "pi_" + w.index().name());
        attribute(head, "output-insert-only", w.isOutputInsertOnly() ? "true" : null);
        attribute(head, "collapse-updates", w.isCollapseUpdates() ? "true" : null);
        attribute(head, "pulse-interval", interval(w.pulseMicros()));
        kindAttributes(head, w.kind());
        open(head.append('>').toString());
        splitter(w);
        if (hasSchema(w.kind())) {
            schema(w);
        }
        retention(w.retention());
        body(w);
        close("</" + element + ">");
    }

    private static void kindAttributes(StringBuilder head, WindowKind kind) {
        switch (kind) {
            case WindowKind.Source s -> {
                attribute(head, "insert-only", s.isInsertOnly() ? "true" : null);
                attribute(head, "autogen-key", s.isAutogenKey() ? "true" : null);
            }
            case WindowKind.Union u -> attribute(head, "strict", Boolean.toString(u.isStrict()));
            case WindowKind.Counter c -> {
                attribute(head, "count-interval", interval(c.countMicros()));
                attribute(head, "clear-interval", interval(c.clearMicros()));
            }
            case WindowKind.Calculate c -> {
                attribute(head, "algorithm", c.algorithm());
                attribute(head, "produces-only-inserts", c.isProducesOnlyInserts() ? "true" : null);
            }
            case WindowKind.Functional f ->
                    attribute(
                            head,
                            "produces-only-inserts",
                            f.isProducesOnlyInserts() ? "true" : null);
            default -> {
                // nothing but what every window may have
            }
        }
    }

    /** Whether a window of the kind says its schema; that of others follows from their inputs. */
    private static boolean hasSchema(WindowKind kind) {
        return kind instanceof WindowKind.Source
                || kind instanceof WindowKind.Compute
                || kind instanceof WindowKind.Aggregate
                || kind instanceof WindowKind.Calculate
                || kind instanceof WindowKind.Functional;
    }

    private static void attribute(StringBuilder head, String name, @Nullable String value) {
        if (value != null) {
            head.append(' ').append(name).append("=\"").append(escape(value)).append('"');
        }
    }

    private static String kindName(WindowKind kind) {
        return kind.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private void splitter(WindowSpec w) {
        if (w.splitter() != null) {
            open("<splitter-expr>");
            line("<expression>" + escape(w.splitter().expression().text()) + "</expression>");
            close("</splitter-expr>");
        }
    }

    private void schema(WindowSpec w) {
        open("<schema>");
        open("<fields>");
        for (Field f : w.schema().fields()) {
            String key = f.isKey() ? " key=\"true\"" : "";
            line("<field name=\"" + f.name() + "\" type=\"" + f.type().text() + "\"" + key + "/>");
        }
        close("</fields>");
        close("</schema>");
    }

    private void retention(@Nullable RetentionSpec r) {
        if (r == null) {
            return;
        }
        StringBuilder head = new StringBuilder("<retention");
        attribute(head, "type", r.type().name().toLowerCase(Locale.ROOT));
        attribute(head, "field", r.field());
        boolean isCount = r.type().name().startsWith("BYCOUNT");
        if (r.type() == RetentionSpec.Type.BYTIME_JUMPING_LOOKBACK) {
            attribute(head, "unit", seconds(r.lookBackMicros()));
        }
        String amount = isCount ? Long.toString(r.amount()) : seconds(r.amount());
        line(head + ">" + amount + "</retention>");
    }

    private static @Nullable String interval(long micros) {
        return micros == 0 ? null : seconds(micros);
    }

    private static String seconds(long micros) {
        return micros % 1_000_000 == 0
                ? micros / 1_000_000 + " seconds"
                : micros / 1_000 + " milliseconds";
    }

    private void body(WindowSpec w) {
        switch (w.kind()) {
            case WindowKind.Filter f ->
                    line("<expression>" + escape(f.expression().text()) + "</expression>");
            case WindowKind.Compute c -> outputs(c.expressions());
            case WindowKind.Aggregate a -> outputs(a.expressions());
            case WindowKind.Join j -> join(j);
            case WindowKind.Calculate c -> {
                properties("parameters", c.parameters());
                properties("input-map", c.inputMap());
                properties("output-map", c.outputMap());
            }
            case WindowKind.Functional f -> FunctionalXml.write(f).forEach(this::line);
            default -> {
                // the attributes say everything
            }
        }
    }

    private void properties(String element, Map<String, Located> all) {
        open("<" + element + ">");
        open("<properties>");
        all.forEach(
                (name, value) ->
                        line(
                                "<property name=\""
                                        + name
                                        + "\">"
                                        + escape(value.text())
                                        + "</property>"));
        close("</properties>");
        close("</" + element + ">");
    }

    private void outputs(List<Located> expressions) {
        open("<output>");
        for (Located e : expressions) {
            line("<field-expr>" + escape(e.text()) + "</field-expr>");
        }
        close("</output>");
    }

    private void join(WindowKind.Join j) {
        StringBuilder head = new StringBuilder("<join");
        attribute(head, "type", JOIN_TYPES.get(j.type()));
        attribute(head, "no-regenerates", j.isNoRegenerates() ? "true" : null);
        attribute(head, "use-secondary-index", j.isSecondaryIndex() ? "true" : null);
        attribute(head, "left-index", indexName(j.leftIndex()));
        attribute(head, "right-index", indexName(j.rightIndex()));
        open(head + ">");
        open("<conditions>");
        for (WindowKind.FieldPair p : j.conditions()) {
            line("<fields left=\"" + p.left() + "\" right=\"" + p.right() + "\"/>");
        }
        close("</conditions>");
        close("</join>");
        open("<output>");
        j.output().forEach(this::joinOutput);
        close("</output>");
    }

    private static @Nullable String indexName(@Nullable IndexType index) {
        return index == null ? null : "pi_" + index.name();
    }

    private void joinOutput(JoinOutput o) {
        switch (o) {
            case JoinOutput.Selection s ->
                    line(
                            "<field-selection name=\""
                                    + s.name()
                                    + "\" source=\""
                                    + (s.isLeft() ? "l_" : "r_")
                                    + s.field()
                                    + "\"/>");
            case JoinOutput.Expression e ->
                    line(
                            "<field-expr name=\""
                                    + e.name()
                                    + "\" type=\""
                                    + e.type().text()
                                    + "\">"
                                    + escape(e.expression().text())
                                    + "</field-expr>");
        }
    }
}
