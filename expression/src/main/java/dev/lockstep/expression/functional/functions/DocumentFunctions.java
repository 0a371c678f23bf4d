package dev.lockstep.expression.functional.functions;

import dev.lockstep.expression.functional.document.JsonNode;
import dev.lockstep.expression.functional.document.JsonPath;
import dev.lockstep.expression.functional.document.XPath;
import dev.lockstep.expression.functional.document.XmlNode;
import dev.lockstep.expression.functional.fault.FunctionalError;
import dev.lockstep.expression.functional.fault.FunctionalFault;
import dev.lockstep.expression.functional.runtime.Convert;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** XML and JSON. Both are read from text where they are no documents yet. */
public final class DocumentFunctions {
    private DocumentFunctions() {}

    @Function(
            meaning =
                    "What an XPath finds: the text of the first node, or what the path "
                            + "computes; null if it finds nothing. Elements keep their tags.",
            example = "xpath('<a><b>x</b><b>y</b></a>', './b/text()')",
            gives = "x",
            known = true)
    public static @Nullable Object xpath(XmlNode xml, XPath path) {
        Object value = path.value(xml);
        if (!(value instanceof List<?> nodes)) {
            return value;
        }
        return nodes.isEmpty() ? null : plain((XmlNode) nodes.get(0));
    }

    private static Object plain(XmlNode node) {
        return node.kind() == XmlNode.Kind.ELEMENT ? node : node.stringValue();
    }

    @Function(
            meaning = "A list of all that an XPath finds.",
            example = "xpathList('<a><b>x</b><b>y</b></a>', '//b/text()')",
            gives = "x,y")
    public static List<@Nullable Object> xpathList(XmlNode xml, XPath path) {
        List<@Nullable Object> all = new ArrayList<>();
        Object value = path.value(xml);
        if (value instanceof List<?> nodes) {
            nodes.forEach(node -> all.add(plain((XmlNode) node)));
        } else {
            all.add(Convert.normal(value));
        }
        return all;
    }

    @Function(
            meaning = "How many nodes an XPath finds.",
            example = "xpathCount('<a><b/><b/></a>', 'b')",
            gives = "2")
    public static long xpathCount(XmlNode xml, XPath path) {
        List<XmlNode> nodes = path.nodes(xml);
        return nodes == null ? 1 : nodes.size();
    }

    @Function(
            meaning = "Whether an XPath finds something.",
            example = "xpathExists('<a><b/></a>', 'c')",
            gives = "0")
    public static boolean xpathExists(XmlNode xml, XPath path) {
        Object value = path.value(xml);
        return value instanceof List<?> nodes
                ? !nodes.isEmpty()
                : !Boolean.FALSE.equals(value) && !"".equals(value);
    }

    @Function(
            meaning = "All text within an XML document or node, without tags.",
            example = "xmlText('<a>x<b>y</b></a>')",
            gives = "xy")
    public static String xmlText(XmlNode xml) {
        return xml.stringValue();
    }

    @Function(meaning = "The name of an XML node.", example = "xmlName('<a:b/>')", gives = "a:b")
    public static String xmlName(XmlNode xml) {
        return xml.name();
    }

    @Function(
            meaning = "An XML document read from text, so that it is read only once.",
            example = "xpath(xml('<a n=\"1\"/>'), '@n')",
            gives = "1")
    public static XmlNode xml(XmlNode xml) {
        return xml;
    }

    @Function(meaning = "Whether a text is well-formed XML.", example = "isXml('<a>')", gives = "0")
    public static boolean isXml(Object value) {
        try {
            return Convert.toXml(value) != null;
        } catch (FunctionalFault malformed) {
            return false;
        }
    }

    @Function(
            meaning =
                    "What a path finds in JSON: text, numbers as they are spelled, "
                            + "objects and arrays as JSON; null if it finds nothing. A name behind "
                            + "an array means its first element.",
            example = "json('{\"a\":{\"b\":[5,6]}}', 'a.b[1]')",
            gives = "6",
            known = true)
    public static @Nullable Object json(JsonNode json, JsonPath path) {
        JsonNode found = path.first(json);
        return found == null ? null : found.value();
    }

    @Function(
            meaning =
                    "A list of the elements of the array that a path finds, or of all "
                            + "that it finds.",
            example = "jsonList('{\"a\":[{\"b\":1},{\"b\":2}]}', 'a[*].b')",
            gives = "1,2",
            optional = 1)
    public static List<@Nullable Object> jsonList(JsonNode json, @Nullable JsonPath path) {
        List<@Nullable Object> all = new ArrayList<>();
        List<JsonNode> found =
                path == null
                        ? json.kind() == JsonNode.Kind.ARRAY ? json.items() : List.of(json)
                        : path.items(json);
        found.forEach(node -> all.add(node.value()));
        return all;
    }

    @Function(
            meaning = "Whether a path leads somewhere in JSON, if only to null.",
            example = "jsonExists('{\"a\":null}', 'a')",
            gives = "1",
            aliases = "jsonContains")
    public static boolean jsonExists(JsonNode json, JsonPath path) {
        return path.first(json) != null;
    }

    @Function(
            meaning =
                    "How many elements or members the array or object that a path finds " + "has.",
            example = "jsonSize('{\"a\":[1,2,3]}', 'a')",
            gives = "3",
            optional = 1)
    public static @Nullable Long jsonSize(JsonNode json, @Nullable JsonPath path) {
        JsonNode found = path == null ? json : path.first(json);
        return found == null ? null : Long.valueOf(found.items().size());
    }

    @Function(
            meaning = "A list of the names in the object that a path finds.",
            example = "jsonNames('{\"b\":1,\"a\":2}')",
            gives = "b,a",
            aliases = "jsonKeys",
            optional = 1)
    public static @Nullable List<@Nullable Object> jsonNames(
            JsonNode json, @Nullable JsonPath path) {
        JsonNode found = path == null ? json : path.first(json);
        return found == null ? null : new ArrayList<>(found.names());
    }

    @Function(
            meaning =
                    "What a path finds: object, array, string, number, boolean or null; "
                            + "null if nothing.",
            example = "jsonType('{\"a\":true}', 'a')",
            gives = "boolean",
            optional = 1)
    public static @Nullable String jsonType(JsonNode json, @Nullable JsonPath path) {
        JsonNode found = path == null ? json : path.first(json);
        return found == null
                ? null
                : switch (found.kind()) {
                    case OBJECT -> "object";
                    case ARRAY -> "array";
                    case STRING -> "string";
                    case NUMBER -> "number";
                    case TRUE, FALSE -> "boolean";
                    case NULL -> "null";
                };
    }

    @Function(
            meaning =
                    "JSON read from text, so that it is read only once; without white "
                            + "space as text.",
            example = "jsonParse('{ \"a\" : [ 1 ] }')",
            gives = "{\"a\":[1]}")
    public static JsonNode jsonParse(JsonNode json) {
        return json;
    }

    @Function(meaning = "Whether a text is JSON.", example = "isJson('[1,]]')", gives = "0")
    public static boolean isJson(Object value) {
        try {
            return Convert.toJson(value) != null;
        } catch (FunctionalFault malformed) {
            return false;
        }
    }

    @Function(
            meaning = "A text as a JSON string with its quotation marks.",
            example = "jsonQuote('say \"x\"')",
            gives = "\"say \\\"x\\\"\"")
    public static String jsonQuote(String text) {
        StringBuilder out = new StringBuilder();
        JsonNode.quote(text, out);
        return out.toString();
    }

    @Function(
            meaning =
                    "A JSON object of pairs of name and value: numbers, texts, lists as "
                            + "arrays, maps as objects, null.",
            example = "jsonObject('a', 1, 'b', list('x', null()))",
            gives = "{\"a\":1,\"b\":[\"x\",null]}",
            nulls = true,
            least = 0)
    public static JsonNode jsonObject(@Nullable Object... pairs) {
        if (pairs.length % 2 != 0) {
            throw new FunctionalFault(FunctionalError.BAD_ARGUMENT);
        }
        JsonNode object = JsonNode.of(JsonNode.Kind.OBJECT);
        for (int i = 0; i < pairs.length; i += 2) {
            object.add(String.valueOf(Convert.toText(pairs[i])), node(pairs[i + 1]));
        }
        return object;
    }

    @Function(
            meaning = "A JSON array of the arguments.",
            example = "jsonArray(1, 'x', 2.5)",
            gives = "[1,\"x\",2.5]",
            nulls = true,
            least = 0)
    public static JsonNode jsonArray(@Nullable Object... items) {
        JsonNode array = JsonNode.of(JsonNode.Kind.ARRAY);
        for (Object item : items) {
            array.add(node(item));
        }
        return array;
    }

    @Function(
            meaning = "Any value as JSON: a list or set as an array, a map as an object.",
            example = "toJson(map('a', 1))",
            gives = "{\"a\":1}",
            nulls = true)
    public static JsonNode toJson(@Nullable Object value) {
        return node(value);
    }

    private static JsonNode node(@Nullable Object value) {
        if (value == null) {
            return JsonNode.of(JsonNode.Kind.NULL);
        }
        if (value instanceof JsonNode json) {
            return json;
        }
        if (value instanceof Map<?, ?> map) {
            JsonNode object = JsonNode.of(JsonNode.Kind.OBJECT);
            map.forEach((k, v) -> object.add(String.valueOf(k), node(v)));
            return object;
        }
        if (value instanceof Iterable<?> items) {
            JsonNode array = JsonNode.of(JsonNode.Kind.ARRAY);
            items.forEach(item -> array.add(node(item)));
            return array;
        }
        String text = String.valueOf(Convert.toText(value));
        boolean isNumber = value instanceof Number n && !Double.isInfinite(n.doubleValue());
        return isNumber ? JsonNode.number(text) : JsonNode.string(text);
    }
}
