package dev.lockstep.model.xml;

import dev.lockstep.api.limit.Limit;

/** Bounds of a document. */
public final class XmlLimits {
    public static final Limit BYTES =
            new Limit("xml.bytes.max", 64L << 20, "bytes", "the largest document");
    public static final Limit DEPTH =
            new Limit("xml.depth.max", 100, "elements", "the deepest nesting of elements");
    public static final Limit ELEMENTS =
            new Limit("xml.elements.max", 200_000, "elements", "elements of a document");
    public static final Limit ATTRIBUTES =
            new Limit("xml.attributes.max", 200, "attributes", "attributes of one element");
    public static final Limit TEXT =
            new Limit("xml.text.max", 16L << 20, "characters", "text of one element");

    private XmlLimits() {}
}
