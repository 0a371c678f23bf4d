package dev.lockstep.engine.bean;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.engine.event.EngineError;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the property of a class for each field of a schema and writes the code that copies them.
 */
final class BeanProperties {
    /**
     * As many as a null word has bits; so many stay far below the 8000 bytes of byte code at which
     * the compiler gives a method up.
     */
    private static final int FIELDS_A_METHOD = Long.SIZE;

    private static final Map<String, String> BOXES = new TreeMap<>();

    static {
        BOXES.put("java.lang.Byte", "byte");
        BOXES.put("java.lang.Short", "short");
        BOXES.put("java.lang.Integer", "int");
        BOXES.put("java.lang.Long", "long");
        BOXES.put("java.lang.Float", "float");
        BOXES.put("java.lang.Double", "double");
    }

    private static final List<String> INTS = List.of("byte", "short", "int");
    private static final List<String> LONGS = List.of("byte", "short", "int", "long");
    private static final List<String> DOUBLES = List.of("byte", "short", "int", "float", "double");

    /** How a property is read in source ({@code b.getPrice()}), and its type. */
    private record Property(String call, Class<?> type) {}

    /** With the class of the objects its writers go. */
    private static final ClassValue<Writers> WRITERS =
            new ClassValue<>() {
                @Override
                protected Writers computeValue(Class<?> bean) {
                    return new Writers(bean.getClassLoader());
                }
            };

    private final Class<?> bean;
    private final String name;

    private BeanProperties(Class<?> bean, String name) {
        this.bean = bean;
        this.name = name;
    }

    /**
     * @throws LockstepException if the class is not public or a field has no property of a fitting
     *     type
     */
    static BeanWriter writer(Class<?> bean, Schema schema) {
        return WRITERS.get(bean).of(source(bean, schema));
    }

    /** The body of the class behind {@link #writer}. */
    static String source(Class<?> bean, Schema schema) {
        String name = bean.getCanonicalName();
        if (name == null || !isPublic(bean) || !isSourceName(name)) {
            throw unfit(bean.getName() + " is not a public class.");
        }
        return new BeanProperties(bean, name).body(schema);
    }

    private static boolean isPublic(Class<?> c) {
        Class<?> outer = c.getEnclosingClass();
        return Modifier.isPublic(c.getModifiers()) && (outer == null || isPublic(outer));
    }

    /** Other languages put names into class files that Java source cannot say. */
    private static boolean isSourceName(String name) {
        return name.chars().allMatch(c -> c == '.' || Character.isJavaIdentifierPart(c));
    }

    private String body(Schema schema) {
        StringBuilder members = new StringBuilder("private long[] nulls;\n");
        members.append("private StringPool pool;\n");
        StringBuilder binds = new StringBuilder();
        StringBuilder writes = new StringBuilder("0L");
        for (int from = 0; from < schema.size(); from += FIELDS_A_METHOD) {
            int to = Math.min(schema.size(), from + FIELDS_A_METHOD);
            bindRange(members, schema, from, to);
            writeRange(members, schema, from, to);
            binds.append("bind").append(from).append("(block);\n");
            writes.append(" | write").append(from).append("(b, row)");
        }
        return members
                + "public void bind(EventBlock block, StringPool p) {\n"
                + "nulls = block.nulls();\npool = p;\n"
                + binds
                + "}\npublic long write(Object bean, int row) {\n"
                + name
                + " b = ("
                + name
                + ") bean;\nreturn "
                + writes
                + ";\n}\n";
    }

    private static void bindRange(StringBuilder code, Schema schema, int from, int to) {
        StringBuilder bind = new StringBuilder();
        for (int f = from; f < to; f++) {
            String column =
                    switch (schema.type(f).storage()) {
                        case LONG -> "long";
                        case DOUBLE -> "double";
                        case INT, BYTES -> "int";
                    };
            code.append("private ").append(column).append("[] c").append(f).append(";\n");
            bind.append("c").append(f).append(" = block.").append(column);
            bind.append("s(").append(f).append(");\n");
        }
        code.append("private void bind").append(from).append("(EventBlock block) {\n");
        code.append(bind).append("}\n");
    }

    /** A method for the fields of one null word, which it gathers and stores at once. */
    private void writeRange(StringBuilder code, Schema schema, int from, int to) {
        code.append("private long write").append(from).append("(").append(name);
        code.append(" b, int row) {\nlong missing = 0L;\n");
        for (int f = from; f < to; f++) {
            code.append(copy(f, schema.field(f)));
        }
        code.append("nulls[row * ").append(schema.nullWords()).append(" + ");
        code.append(from / FIELDS_A_METHOD).append("] = missing;\nreturn missing;\n}\n");
    }

    private String copy(int ordinal, Field field) {
        Property p = property(field.name());
        if (p == null) {
            throw unfit("Class " + name + " has no property \"" + field.name() + "\".");
        }
        FieldType type = field.type();
        String found = p.type().getName();
        if (type.isText() && p.type() == String.class) {
            return unlessNull(ordinal, "String", p, "pool.intern(v)");
        }
        if (type == FieldType.BLOB && p.type() == byte[].class) {
            return unlessNull(ordinal, "byte[]", p, "pool.intern(v, 0, v.length)");
        }
        String primitive = BOXES.getOrDefault(found, found);
        if (type.isArray() || !fitting(type).contains(primitive)) {
            throw unfit(
                    String.join(
                            " ",
                            "Property",
                            "\"" + field.name() + "\"",
                            "of class",
                            name,
                            "is of type",
                            found + ", which does not fit",
                            type.text() + "."));
        }
        if (primitive.equals(found)) {
            return "c" + ordinal + "[row] = " + p.call() + ";\n";
        }
        return unlessNull(ordinal, found, p, "v." + primitive + "Value()");
    }

    private static String unlessNull(int ordinal, String type, Property p, String value) {
        return String.join(
                " ",
                "{",
                type + " v = " + p.call() + ";\nif (v == null)",
                "missing |= " + (1L << ordinal) + "L;",
                "else c" + ordinal + "[row] = " + value + "; }\n");
    }

    private static List<String> fitting(FieldType type) {
        return switch (type.storage()) {
            case INT -> INTS;
            case LONG -> LONGS;
            case DOUBLE -> DOUBLES;
            case BYTES -> List.of();
        };
    }

    /** A getter, an accessor as records have them, or a field, in that order. */
    private @Nullable Property property(String field) {
        if (field.isEmpty() || !isSourceName(field)) {
            return null;
        }
        String capital = Character.toUpperCase(field.charAt(0)) + field.substring(1);
        for (String method : List.of("get" + capital, field)) {
            try {
                Method m = bean.getMethod(method);
                if (!Modifier.isStatic(m.getModifiers()) && m.getReturnType() != void.class) {
                    return new Property("b." + method + "()", m.getReturnType());
                }
            } catch (NoSuchMethodException e) {
                // the next form is tried
            }
        }
        try {
            java.lang.reflect.Field f = bean.getField(field);
            return Modifier.isStatic(f.getModifiers())
                    ? null
                    : new Property("b." + field, f.getType());
        } catch (NoSuchFieldException e) {
            return null;
        }
    }

    private static LockstepException unfit(String text) {
        return new LockstepException(EngineError.BEAN_DOES_NOT_FIT, text);
    }
}
