package dev.lockstep.expression.functional.document;

import static dev.lockstep.expression.functional.document.XmlText.malformed;

import dev.lockstep.expression.functional.fault.FunctionalError;
import dev.lockstep.expression.functional.fault.FunctionalFault;
import dev.lockstep.expression.functional.fault.FunctionalLimits;

/**
 * Reads XML texts. An own parser, since that of the JDK changes its limits between releases, which
 * would make a replay depend on the release. Document types are refused, so no entity can be
 * declared or fetched. Well-formedness of names is not checked beyond their ends.
 */
public final class XmlParser {
    private final String text;
    private int at;
    private int nodes;
    private final StringBuilder pending = new StringBuilder();

    private XmlParser(String text) {
        this.text = text;
    }

    /**
     * The root element of an XML text.
     *
     * @throws FunctionalFault if it is malformed or beyond a limit
     */
    public static XmlNode parse(String text) {
        if (text.length() > FunctionalLimits.DOCUMENT_TEXT.defaultValue()) {
            throw new FunctionalFault(FunctionalError.DOCUMENT_TOO_LARGE);
        }
        return new XmlParser(text).document();
    }

    private XmlNode document() {
        XmlNode document = node(XmlNode.Kind.DOCUMENT, "", "", null);
        if (text.startsWith("\ufeff")) {
            at = 1;
        }
        content(document);
        XmlNode root = null;
        for (XmlNode child : document.children()) {
            if (child.kind() == XmlNode.Kind.ELEMENT) {
                if (root != null) {
                    throw malformed("more than one root element");
                }
                root = child;
            } else if (!child.stringValue().isBlank()) {
                throw malformed("text outside the root element");
            }
        }
        if (root == null) {
            throw malformed("no root element");
        }
        // blanks around the root element are no part of its text
        document.children().removeIf(child -> child.kind() == XmlNode.Kind.TEXT);
        return root;
    }

    private XmlNode node(
            XmlNode.Kind kind,
            String name,
            String value,
            @org.jspecify.annotations.Nullable XmlNode parent) {
        if (++nodes > FunctionalLimits.DOCUMENT_NODES.defaultValue()) {
            throw new FunctionalFault(FunctionalError.DOCUMENT_TOO_LARGE);
        }
        return new XmlNode(kind, name, value, parent, nodes);
    }

    /** Everything to the end of the text, with a stack of open elements instead of recursion. */
    private void content(XmlNode document) {
        XmlNode open = document;
        int depth = 0;
        while (at < text.length()) {
            int tag = text.indexOf('<', at);
            if (tag < 0) {
                tag = text.length();
            }
            pending.append(XmlText.unescape(text.substring(at, tag)));
            at = tag;
            if (at == text.length()) {
                break;
            }
            if (text.startsWith("<![CDATA[", at)) {
                pending.append(until("<![CDATA[", "]]>"));
            } else if (text.startsWith("<!--", at)) {
                until("<!--", "-->");
            } else if (text.startsWith("<?", at)) {
                until("<?", "?>");
            } else if (text.startsWith("<!", at)) {
                throw malformed("a document type is refused");
            } else if (text.startsWith("</", at)) {
                flush(open);
                open = close(open);
                depth--;
            } else {
                flush(open);
                XmlNode element = openTag(open);
                if (text.charAt(at - 2) != '/') {
                    open = element;
                    if (++depth > FunctionalLimits.DOCUMENT_DEPTH.defaultValue()) {
                        throw new FunctionalFault(FunctionalError.DOCUMENT_TOO_LARGE);
                    }
                }
            }
        }
        flush(open);
        if (open != document) {
            throw malformed("element " + open.name() + " is not closed");
        }
    }

    private void flush(XmlNode parent) {
        if (!pending.isEmpty()) {
            parent.children().add(node(XmlNode.Kind.TEXT, "", pending.toString(), parent));
            pending.setLength(0);
        }
    }

    private String until(String start, String end) {
        int from = at + start.length();
        int stop = text.indexOf(end, from);
        if (stop < 0) {
            throw malformed(start + " without " + end);
        }
        at = stop + end.length();
        return text.substring(from, stop);
    }

    private XmlNode close(XmlNode open) {
        String name = until("</", ">").strip();
        XmlNode parent = open.parent();
        if (parent == null || !name.equals(open.name())) {
            throw malformed("unexpected end of element " + name);
        }
        return parent;
    }

    /** Reads an opening or empty tag; stands behind its {@code >} afterwards. */
    private XmlNode openTag(XmlNode parent) {
        at++;
        XmlNode element = node(XmlNode.Kind.ELEMENT, name(), "", parent);
        parent.children().add(element);
        while (true) {
            skipBlanks();
            if (at >= text.length()) {
                throw malformed("element " + element.name() + " ends within its tag");
            }
            char c = text.charAt(at);
            if (c == '>') {
                at++;
                // an attribute value in quotes stands between a slash of its own and this end
                return element;
            }
            if (c == '/') {
                if (!text.startsWith("/>", at)) {
                    throw malformed("a slash within the tag of " + element.name());
                }
                at += 2;
                return element;
            }
            attribute(element);
        }
    }

    private void attribute(XmlNode element) {
        String name = name();
        skipBlanks();
        expect('=');
        skipBlanks();
        char quote = at < text.length() ? text.charAt(at) : ' ';
        if (quote != '"' && quote != '\'') {
            throw malformed("attribute " + name + " without quotes");
        }
        String value = until(String.valueOf(quote), String.valueOf(quote));
        if (value.indexOf('<') >= 0) {
            throw malformed("attribute " + name + " holds <");
        }
        for (XmlNode other : element.attributes()) {
            if (other.name().equals(name)) {
                throw malformed("attribute " + name + " twice");
            }
        }
        element.attributes()
                .add(node(XmlNode.Kind.ATTRIBUTE, name, XmlText.unescape(value), element));
        if (element.attributes().size() > FunctionalLimits.ELEMENT_ATTRIBUTES.defaultValue()) {
            throw new FunctionalFault(FunctionalError.DOCUMENT_TOO_LARGE);
        }
    }

    private String name() {
        int from = at;
        while (at < text.length() && " \t\r\n=/><\"'&".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        if (at == from) {
            throw malformed("a name is missing");
        }
        return text.substring(from, at);
    }

    private void expect(char c) {
        if (at >= text.length() || text.charAt(at) != c) {
            throw malformed("missing " + c);
        }
        at++;
    }

    private void skipBlanks() {
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
    }
}
