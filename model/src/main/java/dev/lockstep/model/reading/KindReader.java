package dev.lockstep.model.reading;

import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.api.schema.Storage;
import dev.lockstep.model.ModelError;
import dev.lockstep.model.project.EdgeSpec;
import dev.lockstep.model.project.Located;
import dev.lockstep.model.project.WindowKind;
import dev.lockstep.model.xml.XmlElement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what is particular to each kind of window, and what schema follows from it. */
final class KindReader {
    /** A kind and the window's schema, null after an error. */
    record Kind(WindowKind kind, @Nullable Schema schema) {}

    /** The elements of all windows that can be read. */
    static final List<String> KINDS =
            List.of(
                    "window-source",
                    "window-filter",
                    "window-copy",
                    "window-compute",
                    "window-aggregate",
                    "window-union",
                    "window-join",
                    "window-functional",
                    "window-counter",
                    "window-calculate");

    /** The windows whose schema follows from their inputs or is always the same. */
    private static final List<String> FOLLOWING =
            List.of(
                    "window-filter",
                    "window-copy",
                    "window-union",
                    "window-join",
                    "window-counter");

    private static final Schema COUNTER =
            new Schema(
                    List.of(
                            new Field("input", FieldType.STRING, true),
                            new Field("totalCount", FieldType.INT64, false),
                            new Field("totalSeconds", FieldType.DOUBLE, false),
                            new Field("totalRate", FieldType.DOUBLE, false),
                            new Field("intervalCount", FieldType.INT64, false),
                            new Field("intervalSeconds", FieldType.DOUBLE, false),
                            new Field("intervalRate", FieldType.DOUBLE, false)));

    private final Reading reading;
    private final SchemaReader schemas;

    KindReader(Reading reading, SchemaReader schemas) {
        this.reading = reading;
        this.schemas = schemas;
    }

    /** Null for an unknown kind, which has been reported. */
    @Nullable Kind read(XmlElement e, List<EdgeSpec> edges, List<Schema> inputs) {
        Kind kind = kind(e, edges, inputs);
        if (kind != null && FOLLOWING.contains(e.name()) && SchemaReader.isDeclared(e)) {
            checkDeclared(e, kind.schema());
        }
        return kind;
    }

    /** A schema that the window cannot have is not passed over. */
    private void checkDeclared(XmlElement e, @Nullable Schema follows) {
        Schema declared = schemas.declared(e);
        if (declared != null && follows != null && !declared.equals(follows)) {
            reading.error(
                    ModelError.BAD_SCHEMA,
                    e.where(),
                    "Window "
                            + e.attribute("name")
                            + " declares the fields "
                            + declared
                            + ", but has "
                            + follows
                            + ".");
        }
    }

    private @Nullable Kind kind(XmlElement e, List<EdgeSpec> edges, List<Schema> inputs) {
        return switch (e.name()) {
            case "window-source" -> source(e);
            case "window-filter" -> filter(e, inputs.get(0));
            case "window-copy" -> new Kind(new WindowKind.Copy(), inputs.get(0));
            case "window-compute" -> compute(e, inputs.get(0));
            case "window-aggregate" -> aggregate(e, inputs.get(0));
            case "window-union" -> union(e, inputs);
            case "window-join" -> new JoinReader(reading, schemas).read(e, edges, inputs);
            case "window-functional" -> functional(e, inputs.get(0));
            case "window-counter" -> counter(e);
            case "window-calculate" -> calculate(e, inputs.get(0));
            default -> null;
        };
    }

    private Kind source(XmlElement e) {
        boolean isInsertOnly = reading.isTrue(e, "insert-only");
        boolean isAutogen = reading.isTrue(e, "autogen-key");
        Schema schema = required(e);
        if (isAutogen && schema != null) {
            if (!isInsertOnly) {
                reading.error(ModelError.BAD_VALUE, e.where(), "autogen-key needs insert-only.");
            }
            FieldType key = schema.type(schema.key(0));
            if (schema.keyCount() != 1 || key != FieldType.INT64 && !key.isText()) {
                reading.error(
                        ModelError.BAD_SCHEMA,
                        e.where(),
                        "autogen-key needs exactly one key field of type int64 or string.");
            }
        }
        return new Kind(new WindowKind.Source(isInsertOnly, isAutogen), schema);
    }

    private @Nullable Schema required(XmlElement e) {
        if (!SchemaReader.isDeclared(e)) {
            reading.error(
                    ModelError.MISSING_ELEMENT,
                    e.where(),
                    "Window " + e.attribute("name") + " needs a schema.");
            return null;
        }
        return schemas.declared(e);
    }

    private Kind filter(XmlElement e, Schema input) {
        XmlElement expression = e.child("expression");
        if (expression == null) {
            if (!reading.isCut(e)) {
                reading.error(
                        ModelError.MISSING_ELEMENT,
                        e.where(),
                        "Filter window " + e.attribute("name") + " has no expression.");
            }
            return new Kind(new WindowKind.Copy(), input);
        }
        return new Kind(new WindowKind.Filter(reading.text(expression)), input);
    }

    private Kind compute(XmlElement e, Schema input) {
        Schema schema = required(e);
        return new Kind(new WindowKind.Compute(expressions(e, schema, input)), schema);
    }

    private Kind aggregate(XmlElement e, Schema input) {
        Schema schema = required(e);
        return new Kind(new WindowKind.Aggregate(expressions(e, schema, input)), schema);
    }

    private List<Located> expressions(XmlElement e, @Nullable Schema schema, Schema input) {
        List<Located> all = new ArrayList<>();
        XmlElement output = e.child("output");
        if (output != null) {
            output.children("field-expr").forEach(x -> all.add(reading.text(x)));
        }
        if (schema == null) {
            return all;
        }
        int wanted = schema.size() - schema.keyCount();
        if (all.size() != wanted && !reading.isCut(e)) {
            reading.error(
                    ModelError.BAD_SCHEMA,
                    output == null ? e.where() : output.where(),
                    "Window "
                            + e.attribute("name")
                            + " has "
                            + wanted
                            + " non-key fields and "
                            + all.size()
                            + " expressions.");
        }
        for (int k = 0; k < schema.keyCount(); k++) {
            Field key = schema.field(schema.key(k));
            int from = input.ordinal(key.name());
            if (from < 0) {
                reading.error(
                        ModelError.UNKNOWN_FIELD,
                        e.where(),
                        "Key field "
                                + key.name()
                                + " is not a field of the input."
                                + Reading.near(
                                        key.name(),
                                        input.fields().stream().map(Field::name).toList()));
            } else if (input.type(from).storage() != key.type().storage()) {
                reading.error(
                        ModelError.BAD_SCHEMA,
                        e.where(),
                        "Key field "
                                + key.name()
                                + " is "
                                + key.type().text()
                                + " here and "
                                + input.type(from).text()
                                + " in the input.");
            }
        }
        return all;
    }

    private Kind union(XmlElement e, List<Schema> inputs) {
        Schema first = inputs.get(0);
        for (Schema s : inputs) {
            boolean isSame = s.size() == first.size() && s.keyCount() == first.keyCount();
            for (int f = 0; isSame && f < s.size(); f++) {
                isSame = s.type(f) == first.type(f) && s.field(f).isKey() == first.field(f).isKey();
            }
            if (!isSame) {
                reading.error(
                        ModelError.BAD_SCHEMA,
                        e.where(),
                        "The inputs of union "
                                + e.attribute("name")
                                + " differ: "
                                + first
                                + " and "
                                + s
                                + ".");
            }
        }
        // the published default is not known; strict is the safer reading
        boolean isStrict = e.attribute("strict") == null || reading.isTrue(e, "strict");
        return new Kind(new WindowKind.Union(isStrict), first);
    }

    private Kind counter(XmlElement e) {
        return new Kind(
                new WindowKind.Counter(
                        interval(e, "count-interval"), interval(e, "clear-interval")),
                COUNTER);
    }

    private long interval(XmlElement e, String name) {
        String v = reading.attribute(e, name);
        return v == null || v.isEmpty() ? 0 : reading.duration(v, 1_000_000, e.where());
    }

    private Kind functional(XmlElement e, Schema input) {
        Schema schema = SchemaReader.isDeclared(e) ? schemas.declared(e) : input;
        FunctionalReader reader = new FunctionalReader(reading);
        return new Kind(reader.read(e), schema);
    }

    private Kind calculate(XmlElement e, Schema input) {
        String algorithm = reading.required(e, "algorithm", "");
        boolean isKnown = algorithm.equals("Summary");
        if (!isKnown && !algorithm.isEmpty()) {
            reading.error(
                    ModelError.UNSUPPORTED,
                    e.where(),
                    "Algorithm " + algorithm + " is not supported yet.");
        }
        Map<String, Located> inputs = map(e, "input-map");
        for (Located field : isKnown ? inputs.values() : List.<Located>of()) {
            int f = input.ordinal(field.text());
            if (f < 0 || input.type(f).storage() == Storage.BYTES) {
                reading.error(
                        ModelError.UNKNOWN_FIELD,
                        field.where(),
                        "\"" + field.text() + "\" is no number field of the input.");
            }
        }
        return new Kind(
                new WindowKind.Calculate(
                        algorithm,
                        map(e, "parameters"),
                        inputs,
                        map(e, "output-map"),
                        reading.isTrue(e, "produces-only-inserts")),
                required(e));
    }

    private Map<String, Located> map(XmlElement e, String name) {
        Map<String, Located> all = new LinkedHashMap<>();
        XmlElement list = e.child(name);
        XmlElement properties = list == null ? null : list.child("properties");
        if (properties != null) {
            for (XmlElement p : properties.children("property")) {
                all.put(reading.required(p, "name", ""), reading.text(p));
            }
        }
        return all;
    }
}
