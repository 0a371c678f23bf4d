package dev.lockstep.expression.functional.document;

import dev.lockstep.expression.functional.fault.FunctionalError;
import dev.lockstep.expression.functional.fault.FunctionalFault;
import dev.lockstep.expression.functional.fault.FunctionalLimits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node of a JSON document, in the order of the text; not changed once it is complete. Numbers
 * keep their spelling.
 */
public final class JsonNode {
    /** What a node is. */
    public enum Kind {
        OBJECT,
        ARRAY,
        STRING,
        NUMBER,
        TRUE,
        FALSE,
        NULL
    }

    private final Kind kind;
    private final String text;
    private final List<String> names = new ArrayList<>();
    private final List<JsonNode> items = new ArrayList<>();

    /** Characters and nodes, those below included, however often a node occurs. */
    private long weight;

    private int depth = 1;

    private JsonNode(Kind kind, String text) {
        this.kind = kind;
        this.text = text;
        weight = text.length() + 1L;
    }

    /**
     * Adds an element of an array.
     *
     * @throws FunctionalFault if the document becomes larger than one that is read may be
     */
    public void add(JsonNode item) {
        weight += item.weight;
        depth = Math.max(depth, item.depth + 1);
        if (weight > FunctionalLimits.DOCUMENT_TEXT.defaultValue()
                || depth > FunctionalLimits.DOCUMENT_DEPTH.defaultValue()) {
            throw new FunctionalFault(FunctionalError.DOCUMENT_TOO_LARGE);
        }
        items.add(item);
    }

    /** Adds a member of an object, within the same bounds. */
    public void add(String name, JsonNode value) {
        weight += name.length();
        add(value);
        names.add(name);
    }

    public static JsonNode of(Kind kind) {
        return new JsonNode(kind, "");
    }

    public static JsonNode string(String text) {
        return new JsonNode(Kind.STRING, text);
    }

    /**
     * @param spelling a number as JSON writes it
     */
    public static JsonNode number(String spelling) {
        return new JsonNode(Kind.NUMBER, spelling);
    }

    public Kind kind() {
        return kind;
    }

    /** Members' values or elements. */
    public List<JsonNode> items() {
        return Collections.unmodifiableList(items);
    }

    /** Members' names, in step with {@link #items}. */
    public List<String> names() {
        return Collections.unmodifiableList(names);
    }

    /** The value of a member, the last one of that name, or null. */
    public @Nullable JsonNode member(String name) {
        int at = names.lastIndexOf(name);
        return at < 0 ? null : items.get(at);
    }

    /** An element, or null beyond the ends; negative counts from the end. */
    public @Nullable JsonNode element(int index) {
        int at = index < 0 ? items.size() + index : index;
        return at < 0 || at >= items.size() ? null : items.get(at);
    }

    /**
     * The value in the functional language: text for strings, numbers and booleans (in their
     * spelling), null, or the node itself for objects and arrays.
     */
    public @Nullable Object value() {
        return switch (kind) {
            case OBJECT, ARRAY -> this;
            case STRING, NUMBER -> text;
            case TRUE -> "true";
            case FALSE -> "false";
            case NULL -> null;
        };
    }

    /** The node as JSON without white space. */
    public String toJson() {
        StringBuilder out = new StringBuilder();
        write(out);
        return out.toString();
    }

    private void write(StringBuilder out) {
        switch (kind) {
            case NULL -> out.append("null");
            case TRUE -> out.append("true");
            case FALSE -> out.append("false");
            case NUMBER -> out.append(text);
            case STRING -> quote(text, out);
            case ARRAY -> writeItems('[', ']', out);
            case OBJECT -> writeItems('{', '}', out);
        }
    }

    private void writeItems(char open, char close, StringBuilder out) {
        out.append(open);
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            if (kind == Kind.OBJECT) {
                quote(names.get(i), out);
                out.append(':');
            }
            items.get(i).write(out);
        }
        out.append(close);
    }

    /** Appends a JSON string with its quotation marks. */
    public static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append("\\u00").append(Character.forDigit(c >> 4, 16));
                        out.append(Character.forDigit(c & 15, 16));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    @Override
    public String toString() {
        return toJson();
    }
}
