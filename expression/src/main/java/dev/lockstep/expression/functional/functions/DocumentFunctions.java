package dev.lockstep.expression.functional.functions;

import dev.lockstep.expression.functional.document.JsonNode;
import dev.lockstep.expression.functional.document.JsonPath;
import dev.lockstep.expression.functional.document.XPath;
import dev.lockstep.expression.functional.document.XmlNode;
import org.jspecify.annotations.Nullable;

/** XML and JSON. Both are read from text where they are no documents yet. */
public final class DocumentFunctions {
    private DocumentFunctions() {}

    @Function(
            meaning =
                    "What an XPath finds: the text of the first node, or what the path computes;"
                            + " null if it finds nothing. Elements keep their tags.",
            example = "xpath('<a><b>x</b><b>y</b></a>', './b/text()')",
            gives = "x",
            known = true)
    public static @Nullable Object xpath(XmlNode xml, XPath path) {
        Object value = path.value(xml);
        if (!(value instanceof java.util.List<?> nodes)) {
            return value;
        }
        if (nodes.isEmpty()) {
            return null;
        }
        XmlNode first = (XmlNode) nodes.get(0);
        return first.kind() == XmlNode.Kind.ELEMENT ? first : first.stringValue();
    }

    @Function(
            meaning =
                    "What a path finds in JSON: text, numbers as they are spelled, objects and"
                            + " arrays as JSON; null if it finds nothing.",
            example = "json('{\"a\":{\"b\":[5,6]}}', 'a.b[1]')",
            gives = "6",
            known = true)
    public static @Nullable Object json(JsonNode json, JsonPath path) {
        JsonNode found = path.first(json);
        return found == null ? null : found.value();
    }
}
