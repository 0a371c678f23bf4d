package dev.lockstep.model.xml;

import dev.lockstep.api.error.Location;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An element as it was read.
 *
 * @param attributes in document order, values as written
 * @param text the element's own text, its children's left out, trimmed
 * @param textWhere the place of the first character of {@code text}
 */
public record XmlElement(
        String name,
        Map<String, String> attributes,
        List<XmlElement> children,
        String text,
        Location where,
        Location textWhere) {
    /** The attribute's value, or null. */
    public @Nullable String attribute(String attribute) {
        return attributes.get(attribute);
    }

    /** The first child of that name, or null. */
    public @Nullable XmlElement child(String childName) {
        for (XmlElement c : children) {
            if (c.name.equals(childName)) {
                return c;
            }
        }
        return null;
    }

    /** The children of that name. */
    public List<XmlElement> children(String childName) {
        return children.stream().filter(c -> c.name.equals(childName)).toList();
    }
}
