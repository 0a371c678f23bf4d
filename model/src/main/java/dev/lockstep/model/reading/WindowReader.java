package dev.lockstep.model.reading;

import dev.lockstep.api.schema.Schema;
import dev.lockstep.model.ModelError;
import dev.lockstep.model.project.EdgeSpec;
import dev.lockstep.model.project.IndexType;
import dev.lockstep.model.project.InitSpec;
import dev.lockstep.model.project.Located;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.project.RetentionSpec;
import dev.lockstep.model.project.SplitterSpec;
import dev.lockstep.model.project.WindowKind;
import dev.lockstep.model.project.WindowSpec;
import dev.lockstep.model.xml.XmlElement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one window. */
final class WindowReader {
    private static final int MAX_STRING_DEFAULT = 1024;

    private final Reading reading;
    private final IndexType inheritedIndex;
    private final ProjectSpec.PubSub pubsub;
    private final QueryReader query;
    private final KindReader kinds;

    WindowReader(
            Reading reading,
            IndexType inheritedIndex,
            ProjectSpec.PubSub pubsub,
            QueryReader query) {
        this.reading = reading;
        this.inheritedIndex = inheritedIndex;
        this.pubsub = pubsub;
        this.query = query;
        this.kinds = new KindReader(reading, new SchemaReader(reading, query));
    }

    /** Null after an error that leaves too little to go on. */
    @Nullable WindowSpec read(String name, XmlElement e, List<EdgeSpec> edges) {
        List<Schema> inputs = new ArrayList<>();
        for (EdgeSpec edge : edges) {
            Schema s = query.schemaOf(edge.source());
            if (s == null) {
                return null;
            }
            inputs.add(s);
        }
        // of a window that is refused nobody knows how many inputs it takes
        if (!KindReader.KINDS.contains(e.name()) || !checkEdges(name, e, edges)) {
            return null;
        }
        KindReader.Kind kind = kinds.read(e, edges, inputs);
        Schema schema = kind == null ? null : kind.schema();
        if (kind == null || schema == null) {
            return null;
        }
        IndexType index = Values.index(reading, e, inheritedIndex);
        if (kind.kind() instanceof WindowKind.Aggregate && index == IndexType.EMPTY) {
            if (e.attribute("index") != null) {
                reading.error(
                        ModelError.BAD_VALUE,
                        e.where(),
                        "Aggregate window " + name + " cannot be stateless (pi_EMPTY).");
            }
            index = IndexType.HASH;
        }
        boolean isAuto = pubsub == ProjectSpec.PubSub.AUTO;
        boolean isPubSub =
                isAuto || pubsub == ProjectSpec.PubSub.MANUAL && reading.isTrue(e, "pubsub");
        return new WindowSpec(
                name,
                e.where(),
                index,
                isPubSub,
                reading.isTrue(e, "output-insert-only"),
                reading.isTrue(e, "collapse-updates"),
                pulse(e),
                maxString(e),
                schema,
                retention(name, e, schema),
                windowInit(e, kind.kind()),
                splitter(e),
                new ConnectorReader(reading).read(e),
                kind.kind());
    }

    private boolean checkEdges(String name, XmlElement e, List<EdgeSpec> edges) {
        boolean isSource = e.name().equals("window-source");
        if (isSource && !edges.isEmpty()) {
            reading.error(
                    ModelError.BAD_EDGES,
                    edges.get(0).where(),
                    "Source window " + name + " cannot have an input.");
            return false;
        }
        if (!isSource && edges.isEmpty()) {
            reading.error(ModelError.BAD_EDGES, e.where(), "Window " + name + " has no input.");
            return false;
        }
        boolean isJoin = e.name().equals("window-join");
        boolean takesMany =
                List.of("window-union", "window-counter", "window-functional").contains(e.name());
        if (isJoin && edges.size() != 2 || !isJoin && !takesMany && edges.size() > 1) {
            reading.error(
                    ModelError.BAD_EDGES,
                    e.where(),
                    "Window "
                            + name
                            + " has "
                            + edges.size()
                            + " inputs; it needs "
                            + (isJoin ? "two." : "one."));
            return false;
        }
        return true;
    }

    private long pulse(XmlElement e) {
        String v = reading.attribute(e, "pulse-interval");
        return v == null || v.isEmpty() ? 0 : reading.duration(v, 1_000_000, e.where());
    }

    private int maxString(XmlElement e) {
        String v = reading.attribute(e, "exp-max-string");
        return v == null || v.isEmpty()
                ? MAX_STRING_DEFAULT
                : (int) Math.max(1, Math.min(1 << 30, reading.number(v, e.where())));
    }

    private @Nullable RetentionSpec retention(String name, XmlElement e, Schema schema) {
        XmlElement r = e.child("retention");
        RetentionSpec spec = r == null ? null : Values.retention(reading, r);
        if (spec == null || spec.field() == null) {
            return spec;
        }
        int f = schema.ordinal(spec.field());
        if (f < 0) {
            reading.error(
                    ModelError.UNKNOWN_FIELD,
                    spec.where(),
                    "Window "
                            + name
                            + " has no field "
                            + spec.field()
                            + "."
                            + Reading.near(
                                    spec.field(),
                                    schema.fields().stream().map(x -> x.name()).toList()));
        } else {
            switch (schema.type(f)) {
                case DATE, STAMP -> {
                    // a time
                }
                default ->
                        reading.error(
                                ModelError.BAD_VALUE,
                                spec.where(),
                                "Field " + spec.field() + " is neither a date nor a stamp.");
            }
        }
        return spec;
    }

    private @Nullable InitSpec windowInit(XmlElement e, WindowKind kind) {
        XmlElement init = e.child("expr-initialize");
        boolean isUsed =
                kind instanceof WindowKind.Filter
                        || kind instanceof WindowKind.Compute
                        || kind instanceof WindowKind.Aggregate
                        || kind instanceof WindowKind.Join;
        if (init != null && !isUsed) {
            reading.note(
                    init.where(),
                    "The expr-initialize of window "
                            + e.attribute("name")
                            + " has no effect: such a window has no expressions, and a splitter has"
                            + " its own.");
        }
        return init(init);
    }

    @Nullable InitSpec init(@Nullable XmlElement e) {
        if (e == null) {
            return null;
        }
        XmlElement initializer = e.child("initializer");
        List<InitSpec.UserFunction> functions = new ArrayList<>();
        XmlElement udfs = e.child("udfs");
        if (udfs != null) {
            for (XmlElement f : udfs.children("udf")) {
                functions.add(
                        new InitSpec.UserFunction(
                                reading.required(f, "name", ""),
                                reading.required(f, "type", "string"),
                                reading.text(f)));
            }
        }
        Located text = initializer == null ? null : reading.text(initializer);
        return new InitSpec(
                text, initializer == null ? null : initializer.attribute("type"), functions);
    }

    private @Nullable SplitterSpec splitter(XmlElement e) {
        XmlElement s = e.child("splitter-expr");
        if (s == null) {
            return null;
        }
        XmlElement expression = s.child("expression");
        if (expression == null) {
            reading.error(ModelError.MISSING_ELEMENT, s.where(), "The splitter has no expression.");
            return null;
        }
        return new SplitterSpec(reading.text(expression), init(s.child("expr-initialize")));
    }
}
