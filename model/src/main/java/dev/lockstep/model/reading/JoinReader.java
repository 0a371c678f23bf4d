package dev.lockstep.model.reading;

import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.model.ModelError;
import dev.lockstep.model.project.EdgeSpec;
import dev.lockstep.model.project.Located;
import dev.lockstep.model.project.WindowKind;
import dev.lockstep.model.project.WindowKind.FieldPair;
import dev.lockstep.model.project.WindowKind.JoinOutput;
import dev.lockstep.model.project.WindowKind.JoinType;
import dev.lockstep.model.xml.XmlElement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a join window (semantics 2.6): sides, conditions, output, and the schema that follows. */
final class JoinReader {
    private final Reading reading;
    private final SchemaReader schemas;

    JoinReader(Reading reading, SchemaReader schemas) {
        this.reading = reading;
        this.schemas = schemas;
    }

    KindReader.@Nullable Kind read(XmlElement e, List<EdgeSpec> edges, List<Schema> inputs) {
        String role = edges.get(0).role();
        if (role != null && !role.equals("data") && role.equals(edges.get(1).role())) {
            reading.error(
                    ModelError.BAD_EDGES,
                    edges.get(1).where(),
                    "Both inputs of join " + e.attribute("name") + " have the role " + role + ".");
        }
        boolean isFirstLeft =
                "left".equals(edges.get(0).role())
                        || !"right".equals(edges.get(0).role())
                                && !"left".equals(edges.get(1).role());
        Schema left = inputs.get(isFirstLeft ? 0 : 1);
        Schema right = inputs.get(isFirstLeft ? 1 : 0);
        XmlElement join = e.child("join");
        if (join == null) {
            reading.error(
                    ModelError.MISSING_ELEMENT,
                    e.where(),
                    "Join window " + e.attribute("name") + " has no join element.");
            return null;
        }
        JoinType type = type(join);
        List<FieldPair> conditions = conditions(join, left, right);
        boolean leftKeyed = isKeyed(left, conditions, true);
        boolean rightKeyed = isKeyed(right, conditions, false);
        if (!leftKeyed && !rightKeyed) {
            reading.error(
                    ModelError.BAD_JOIN,
                    join.where(),
                    "The conditions name the whole key of neither side, so rows would join many to"
                            + " many.");
            return null;
        }
        checkType(join, type, leftKeyed, rightKeyed);
        boolean isLeftFact = rightKeyed && (!leftKeyed || type != JoinType.RIGHT_OUTER);
        List<JoinOutput> output = output(e, left, right);
        WindowKind.Join kind =
                new WindowKind.Join(
                        type,
                        reading.isTrue(join, "no-regenerates"),
                        reading.isTrue(join, "use-secondary-index"),
                        Values.index(reading, join, "left-index"),
                        Values.index(reading, join, "right-index"),
                        conditions,
                        output);
        return new KindReader.Kind(kind, schema(e, isLeftFact ? left : right, output, left, right));
    }

    private JoinType type(XmlElement join) {
        String v = reading.required(join, "type", "inner");
        return switch (v) {
            case "inner" -> JoinType.INNER;
            case "leftouter" -> JoinType.LEFT_OUTER;
            case "rightouter" -> JoinType.RIGHT_OUTER;
            case "fullouter" -> JoinType.FULL_OUTER;
            default -> {
                reading.error(
                        ModelError.BAD_VALUE,
                        join.where(),
                        "There is no join type "
                                + v
                                + "."
                                + Reading.near(
                                        v,
                                        List.of("inner", "leftouter", "rightouter", "fullouter")));
                yield JoinType.INNER;
            }
        };
    }

    private List<FieldPair> conditions(XmlElement join, Schema left, Schema right) {
        List<FieldPair> all = new ArrayList<>();
        XmlElement list = join.child("conditions");
        if (list == null || list.children("fields").isEmpty()) {
            reading.error(ModelError.MISSING_ELEMENT, join.where(), "The join has no conditions.");
            return all;
        }
        for (XmlElement f : list.children("fields")) {
            String l = reading.required(f, "left", "");
            String r = reading.required(f, "right", "");
            int a = field(left, l, f, "left");
            int b = field(right, r, f, "right");
            if (a >= 0 && b >= 0 && left.type(a).storage() != right.type(b).storage()) {
                reading.error(
                        ModelError.BAD_JOIN,
                        f.where(),
                        "Fields "
                                + l
                                + " ("
                                + left.type(a).text()
                                + ") and "
                                + r
                                + " ("
                                + right.type(b).text()
                                + ") cannot be compared.");
            }
            all.add(new FieldPair(l, r, f.where()));
        }
        return all;
    }

    private int field(Schema side, String name, XmlElement at, String which) {
        int f = side.ordinal(name);
        if (f < 0 && !name.isEmpty()) {
            reading.error(
                    ModelError.UNKNOWN_FIELD,
                    at.where(),
                    "The "
                            + which
                            + " side has no field "
                            + name
                            + "."
                            + Reading.near(name, side.fields().stream().map(Field::name).toList()));
        }
        return f;
    }

    private static boolean isKeyed(Schema side, List<FieldPair> conditions, boolean isLeft) {
        for (int k = 0; k < side.keyCount(); k++) {
            String key = side.field(side.key(k)).name();
            if (conditions.stream().noneMatch(p -> key.equals(isLeft ? p.left() : p.right()))) {
                return false;
            }
        }
        return true;
    }

    private void checkType(XmlElement join, JoinType type, boolean leftKeyed, boolean rightKeyed) {
        boolean isGood =
                switch (type) {
                    case INNER -> true;
                    case LEFT_OUTER -> rightKeyed;
                    case RIGHT_OUTER -> leftKeyed;
                    case FULL_OUTER -> leftKeyed && rightKeyed;
                };
        if (!isGood) {
            reading.error(
                    ModelError.BAD_JOIN,
                    join.where(),
                    switch (type) {
                        case LEFT_OUTER ->
                                "A left outer join needs the facts on the left: the conditions must"
                                        + " name the right side's whole key.";
                        case RIGHT_OUTER ->
                                "A right outer join needs the facts on the right: the conditions"
                                        + " must name the left side's whole key.";
                        default ->
                                "A full outer join needs the whole keys of both sides in the"
                                        + " conditions.";
                    });
        }
    }

    private List<JoinOutput> output(XmlElement e, Schema left, Schema right) {
        List<JoinOutput> all = new ArrayList<>();
        XmlElement output = e.child("output");
        if (output == null) {
            return all;
        }
        for (XmlElement o : output.children()) {
            switch (o.name()) {
                case "field-selection" -> selection(o, left, right, all);
                case "field-expr" ->
                        all.add(
                                new JoinOutput.Expression(
                                        reading.required(o, "name", ""),
                                        schemas.type(
                                                reading.required(o, "type", "string"), o.where()),
                                        reading.text(o)));
                case "left-select" -> select(o, left, true, all);
                case "right-select" -> select(o, right, false, all);
                case "left-expr", "right-expr" ->
                        all.add(
                                new JoinOutput.Expression(
                                        o.attribute("name") == null
                                                ? reading.required(o, "names", "")
                                                : reading.required(o, "name", ""),
                                        schemas.type(
                                                reading.required(o, "type", "string"), o.where()),
                                        reading.text(o)));
                default -> {
                    // reported by the vocabulary
                }
            }
        }
        return all;
    }

    private void selection(XmlElement o, Schema left, Schema right, List<JoinOutput> all) {
        String source = reading.required(o, "source", "");
        String name = reading.required(o, "name", source);
        if (!source.startsWith("l_") && !source.startsWith("r_")) {
            reading.error(
                    ModelError.BAD_VALUE,
                    o.where(),
                    "Source \"" + source + "\" must begin with l_ or r_.");
            return;
        }
        boolean isLeft = source.startsWith("l_");
        String field = source.substring(2);
        if (field(isLeft ? left : right, field, o, isLeft ? "left" : "right") >= 0) {
            all.add(new JoinOutput.Selection(name, isLeft, field, o.where()));
        }
    }

    /** A list of field names of one side, or {@code *} for all that are not keys. */
    private void select(XmlElement o, Schema side, boolean isLeft, List<JoinOutput> all) {
        Located text = reading.text(o);
        for (String name : text.text().split("[\\s,]+")) {
            if (name.equals("*")) {
                for (Field f : side.fields()) {
                    if (!f.isKey()) {
                        all.add(new JoinOutput.Selection(f.name(), isLeft, f.name(), text.where()));
                    }
                }
            } else if (!name.isEmpty() && field(side, name, o, isLeft ? "left" : "right") >= 0) {
                all.add(new JoinOutput.Selection(name, isLeft, name, text.where()));
            }
        }
    }

    /**
     * The fact's key fields, then the outputs; a selection that repeats a key of the fact is an
     * error.
     */
    private @Nullable Schema schema(
            XmlElement e, Schema fact, List<JoinOutput> output, Schema left, Schema right) {
        List<Field> fields = new ArrayList<>();
        for (int k = 0; k < fact.keyCount(); k++) {
            fields.add(fact.field(fact.key(k)));
        }
        for (JoinOutput o : output) {
            FieldType type =
                    switch (o) {
                        case JoinOutput.Selection s ->
                                (s.isLeft() ? left : right)
                                        .type((s.isLeft() ? left : right).ordinal(s.field()));
                        case JoinOutput.Expression x -> x.type();
                    };
            fields.add(new Field(o.name(), type, false));
        }
        return schemas.checked(fields, e.where());
    }
}
