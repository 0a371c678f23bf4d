package dev.lockstep.expression.functional.functions;

import dev.lockstep.expression.functional.document.JsonNode;
import dev.lockstep.expression.functional.document.JsonPath;
import dev.lockstep.expression.functional.document.XPath;
import dev.lockstep.expression.functional.document.XmlNode;
import dev.lockstep.expression.functional.pattern.Regex;
import dev.lockstep.expression.functional.pattern.TimeFormat;
import dev.lockstep.expression.functional.runtime.Convert;
import dev.lockstep.expression.functional.runtime.FunctionalScope;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a function takes and gives; any value is converted to it, or to null. */
public enum ArgumentKind {
    NUMBER(
            "number",
            (scope, v) -> Convert.box(Convert.toDouble(scope, v)),
            double.class,
            Double.class),
    INTEGER("integer", Convert::toLong, long.class, Long.class),
    BOOLEAN("boolean", Convert::toBoolean, boolean.class, Boolean.class),
    TEXT("text", (scope, v) -> Convert.toText(v), String.class),
    LIST("list", (scope, v) -> Convert.toList(v), List.class),
    SET("set", (scope, v) -> Convert.toSet(v), Set.class),
    MAP("map", (scope, v) -> Convert.toMap(v), Map.class),
    XML("xml", (scope, v) -> Convert.toXml(v), XmlNode.class),
    JSON("json", (scope, v) -> Convert.toJson(v), JsonNode.class),
    REGEX("regex", (scope, v) -> v instanceof Regex ? v : scope.regex(text(v)), Regex.class),
    XPATH("xpath", (scope, v) -> v instanceof XPath ? v : scope.xpath(text(v)), XPath.class),
    JSON_PATH(
            "json-path",
            (scope, v) -> v instanceof JsonPath ? v : scope.jsonPath(text(v)),
            JsonPath.class),
    TIME_FORMAT(
            "time-format",
            (scope, v) -> v instanceof TimeFormat ? v : scope.timeFormat(text(v)),
            TimeFormat.class),
    VALUE("value", (scope, v) -> v, Object.class);

    private final String label;
    private final Conversion conversion;

    /** The Java types, no subtypes of them, of parameters and results of this kind. */
    private final List<Class<?>> types;

    /** From any value but null; null if it cannot be, which is then reported. */
    private interface Conversion {
        @Nullable Object convert(FunctionalScope scope, Object value);
    }

    ArgumentKind(String label, Conversion conversion, Class<?>... types) {
        this.label = label;
        this.conversion = conversion;
        this.types = List.of(types);
    }

    private static String text(Object value) {
        return String.valueOf(Convert.toText(value));
    }

    /** What users call it. */
    public String label() {
        return label;
    }

    /**
     * @throws dev.lockstep.expression.functional.fault.FunctionalFault for a malformed document or
     *     pattern
     */
    public @Nullable Object convert(FunctionalScope scope, @Nullable Object value) {
        return value == null ? null : conversion.convert(scope, value);
    }

    /** Whether a literal of this kind is parsed once, when the expression is compiled. */
    public boolean isPattern() {
        return this == REGEX || this == XPATH || this == JSON_PATH || this == TIME_FORMAT;
    }

    /**
     * A literal parsed as a pattern.
     *
     * @throws dev.lockstep.expression.functional.fault.FunctionalFault saying what is wrong
     */
    public Object pattern(String text) {
        return switch (this) {
            case REGEX -> Regex.parse(text);
            case XPATH -> XPath.parse(text);
            case JSON_PATH -> JsonPath.parse(text);
            case TIME_FORMAT -> TimeFormat.parse(text);
            default -> text;
        };
    }

    /** The kind that a method's parameter or result stands for. */
    static ArgumentKind of(Class<?> type) {
        for (ArgumentKind kind : values()) {
            if (kind.types.contains(type)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no kind of value: " + type);
    }
}
