package dev.lockstep.expression.functional.document;

import dev.lockstep.expression.functional.fault.FunctionalError;
import dev.lockstep.expression.functional.fault.FunctionalFault;
import dev.lockstep.expression.functional.fault.FunctionalLimits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node of a parsed XML document. Not changed after parsing. Comments and processing instructions
 * are not kept; adjacent text is one node.
 */
public final class XmlNode {
    /** What a node is. */
    public enum Kind {
        DOCUMENT,
        ELEMENT,
        ATTRIBUTE,
        TEXT
    }

    private final Kind kind;
    private final String name;
    private final String text;
    private final @Nullable XmlNode parent;
    private final int order;
    private final List<XmlNode> children = new ArrayList<>();
    private final List<XmlNode> attributes = new ArrayList<>();

    XmlNode(Kind kind, String name, String text, @Nullable XmlNode parent, int order) {
        this.kind = kind;
        this.name = name;
        this.text = text;
        this.parent = parent;
        this.order = order;
    }

    public Kind kind() {
        return kind;
    }

    /** The name with its prefix; empty for texts and documents. */
    public String name() {
        return name;
    }

    /** The name behind its prefix. */
    public String localName() {
        return name.substring(name.indexOf(':') + 1);
    }

    public @Nullable XmlNode parent() {
        return parent;
    }

    /** Place in document order. */
    public int order() {
        return order;
    }

    List<XmlNode> children() {
        return children;
    }

    List<XmlNode> attributes() {
        return attributes;
    }

    /** The document that the node belongs to. */
    public XmlNode root() {
        XmlNode n = this;
        for (XmlNode p = n.parent; p != null; p = n.parent) {
            n = p;
        }
        return n;
    }

    /** The string value of XPath: the text below an element, the value of an attribute. */
    public String stringValue() {
        if (kind == Kind.TEXT || kind == Kind.ATTRIBUTE) {
            return text;
        }
        if (children.size() == 1) {
            return children.get(0).stringValue();
        }
        StringBuilder all = new StringBuilder();
        collectText(all);
        return all.toString();
    }

    private void collectText(StringBuilder all) {
        for (XmlNode child : children) {
            if (child.kind == Kind.TEXT) {
                all.append(child.text);
            } else {
                child.collectText(all);
            }
        }
    }

    /** The node as XML without a declaration; a text or attribute as its escaped value. */
    public String toXml() {
        StringBuilder out = new StringBuilder();
        write(out);
        return out.toString();
    }

    private void write(StringBuilder out) {
        if (out.length() > FunctionalLimits.DOCUMENT_TEXT.defaultValue()) {
            throw new FunctionalFault(FunctionalError.DOCUMENT_TOO_LARGE);
        }
        switch (kind) {
            case TEXT, ATTRIBUTE -> XmlText.escape(text, out);
            case DOCUMENT -> children.forEach(c -> c.write(out));
            case ELEMENT -> writeElement(out);
        }
    }

    private void writeElement(StringBuilder out) {
        out.append('<').append(name);
        for (XmlNode a : attributes) {
            out.append(' ').append(a.name).append("=\"");
            XmlText.escape(a.text, out);
            out.append('"');
        }
        if (children.isEmpty()) {
            out.append("/>");
            return;
        }
        out.append('>');
        children.forEach(c -> c.write(out));
        out.append("</").append(name).append('>');
    }

    @Override
    public String toString() {
        return toXml();
    }
}
