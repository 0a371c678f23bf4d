package dev.lockstep.engine.bean;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.engine.event.EngineError;
import dev.lockstep.expression.code.ClassFactory;
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
    /** Far below the 8000 bytes of byte code at which the compiler gives a method up. */
    private static final int FIELDS_A_METHOD = 100;

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
        String name = bean.getCanonicalName();
        if (name == null || !isPublic(bean) || !isSourceName(name)) {
            throw unfit(bean.getName() + " is not a public class.");
        }
        ClassLoader loader = bean.getClassLoader();
        return ClassFactory.instantiateBeside(
                loader == null ? BeanWriter.class.getClassLoader() : loader,
                BeanWriter.class,
                new BeanProperties(bean, name).body(schema),
                "dev.lockstep.api.block.BlockBuilder");
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
        StringBuilder code = new StringBuilder();
        StringBuilder calls = new StringBuilder();
        for (int from = 0; from < schema.size(); from += FIELDS_A_METHOD) {
            code.append("private static void from").append(from).append("(").append(name);
            code.append(" b, BlockBuilder row) {\n");
            for (int f = from; f < Math.min(schema.size(), from + FIELDS_A_METHOD); f++) {
                code.append(copy(f, schema.field(f)));
            }
            code.append("}\n");
            calls.append("from").append(from).append("(b, row);\n");
        }
        return code
                + "public void write(Object bean, BlockBuilder row) {\n"
                + name
                + " b = ("
                + name
                + ") bean;\n"
                + calls
                + "}\n";
    }

    private String copy(int ordinal, Field field) {
        Property p = property(field.name());
        if (p == null) {
            throw unfit("Class " + name + " has no property \"" + field.name() + "\".");
        }
        FieldType type = field.type();
        String set = "row.set(" + ordinal + ", ";
        String found = p.type().getName();
        if (type.isText() && p.type() == String.class) {
            return set + p.call() + ");\n";
        }
        if (type == FieldType.BLOB && p.type() == byte[].class) {
            return "{ byte[] v = " + p.call() + ";\nif (v != null) " + set + "v, 0, v.length); }\n";
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
        String wide = wide(type);
        if (primitive.equals(found)) {
            return set + "(" + wide + ") " + p.call() + ");\n";
        }
        String value = "v." + primitive + "Value()";
        return "{ "
                + found
                + " v = "
                + p.call()
                + ";\nif (v != null) "
                + set
                + "("
                + wide
                + ") "
                + value
                + "); }\n";
    }

    private static List<String> fitting(FieldType type) {
        return switch (type.storage()) {
            case INT -> INTS;
            case LONG -> LONGS;
            case DOUBLE -> DOUBLES;
            case BYTES -> List.of();
        };
    }

    private static String wide(FieldType type) {
        return switch (type.storage()) {
            case LONG -> "long";
            case DOUBLE -> "double";
            case INT, BYTES -> "int";
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
