package dev.lockstep.model.xml;

import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.api.limit.Limit;
import dev.lockstep.model.ModelError;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads a document into a tree. One use, one thread. */
public final class XmlReader {
    private final String document;
    private final Deque<Open> open = new ArrayDeque<>();
    private int elements;

    private XmlReader(String document) {
        this.document = document;
    }

    /** An element whose end has not come yet. */
    private static final class Open {
        final String name;
        final Map<String, String> attributes;
        final Location where;
        final List<XmlElement> children = new ArrayList<>();
        final StringBuilder text = new StringBuilder();
        Location textWhere;

        /** Whether the text has more than blanks; asking the text itself takes ever longer. */
        boolean hasText;

        Open(String name, Map<String, String> attributes, Location where) {
            this.name = name;
            this.attributes = attributes;
            this.where = where;
            this.textWhere = where;
        }
    }

    /**
     * The document's root.
     *
     * @throws LockstepException with one problem if the document is refused
     */
    public static XmlElement read(byte[] bytes, String document) {
        return new XmlReader(document).read(text(bytes, document));
    }

    /** The same for the document's characters. */
    public static XmlElement read(String text, String document) {
        return new XmlReader(document).read(text);
    }

    /**
     * The document's characters.
     *
     * @throws LockstepException if it is too large, or not in the encoding that it declares
     */
    public static String text(byte[] bytes, String document) {
        if (bytes.length > XmlLimits.BYTES.defaultValue()) {
            throw new XmlReader(document).tooLarge(XmlLimits.BYTES, new Location(document, 0, 0));
        }
        return XmlText.of(bytes, document);
    }

    private XmlElement read(String text) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        // what is wrong is thrown; nothing is printed besides
        factory.setXMLReporter((message, type, information, location) -> {});
        // the limits of the virtual machine differ from version to version: ours come first
        limit(factory, "jdk.xml.maxElementDepth", XmlLimits.DEPTH);
        limit(factory, "jdk.xml.elementAttributeLimit", XmlLimits.ATTRIBUTES);
        // escaped characters count here, which the document's size bounds
        limit(factory, "jdk.xml.maxGeneralEntitySizeLimit", XmlLimits.BYTES);
        limit(factory, "jdk.xml.totalEntitySizeLimit", XmlLimits.BYTES);
        try {
            XMLStreamReader in = factory.createXMLStreamReader(new StringReader(text));
            try {
                return read(in, new TagPlaces(text));
            } finally {
                in.close();
            }
        } catch (XMLStreamException e) {
            boolean isLimit = reason(e).startsWith("JAXP000100");
            throw refused(
                    isLimit ? ModelError.XML_TOO_LARGE : ModelError.MALFORMED_XML,
                    place(e),
                    (isLimit ? "The document is too large: " : "The document is not well-formed: ")
                            + reason(e),
                    e);
        } catch (RuntimeException e) {
            if (e instanceof LockstepException) {
                throw e;
            }
            // the JDK's reader reports some malformed input by unchecked exceptions
            throw refused(
                    ModelError.MALFORMED_XML,
                    new Location(document, 0, 0),
                    "The document cannot be read: " + e.getMessage() + ".",
                    e);
        }
    }

    private static void limit(XMLInputFactory factory, String name, Limit limit) {
        factory.setProperty(name, Long.toString(limit.defaultValue() + 1));
    }

    private static String reason(XMLStreamException e) {
        String message = e.getMessage() == null ? "unknown reason" : e.getMessage();
        int at = message.indexOf("Message: ");
        return at < 0 ? message : message.substring(at + 9);
    }

    private Location place(XMLStreamException e) {
        javax.xml.stream.Location l = e.getLocation();
        return l == null ? new Location(document, 0, 0) : place(l);
    }

    private Location place(javax.xml.stream.Location l) {
        return new Location(
                document, Math.max(0, l.getLineNumber()), Math.max(0, l.getColumnNumber()));
    }

    private XmlElement read(XMLStreamReader in, TagPlaces tags) throws XMLStreamException {
        Location before = place(in.getLocation());
        XmlElement root = null;
        while (in.hasNext()) {
            int event = in.next();
            Location after = place(in.getLocation());
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> start(in, tags.start(after));
                case XMLStreamConstants.END_ELEMENT -> root = end();
                case XMLStreamConstants.CHARACTERS,
                        XMLStreamConstants.CDATA,
                        XMLStreamConstants.SPACE ->
                        text(in.getText(), before, event);
                case XMLStreamConstants.DTD,
                        XMLStreamConstants.ENTITY_REFERENCE,
                        XMLStreamConstants.ENTITY_DECLARATION ->
                        throw refused(
                                ModelError.FORBIDDEN_XML,
                                after,
                                "The document declares or uses a document type or entity.",
                                null);
                default -> {
                    // comments and processing instructions say nothing to us
                }
            }
            before = after;
        }
        if (root == null) {
            throw refused(ModelError.MALFORMED_XML, before, "The document has no element.", null);
        }
        return root;
    }

    private void start(XMLStreamReader in, Location where) {
        if (++elements > XmlLimits.ELEMENTS.defaultValue()) {
            throw tooLarge(XmlLimits.ELEMENTS, where);
        }
        if (open.size() >= XmlLimits.DEPTH.defaultValue()) {
            throw tooLarge(XmlLimits.DEPTH, where);
        }
        if (in.getAttributeCount() > XmlLimits.ATTRIBUTES.defaultValue()) {
            throw tooLarge(XmlLimits.ATTRIBUTES, where);
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int k = 0; k < in.getAttributeCount(); k++) {
            attributes.put(in.getAttributeLocalName(k), in.getAttributeValue(k));
        }
        open.push(new Open(in.getLocalName(), attributes, where));
    }

    private void text(String part, Location before, int event) {
        Open o = open.peek();
        if (o == null) {
            return;
        }
        if (!o.hasText && !part.isBlank()) {
            o.hasText = true;
            o.text.setLength(0);
            o.textWhere =
                    firstCharacter(
                            part, event == XMLStreamConstants.CDATA ? before.plus(0, 10) : before);
        }
        if (o.text.length() + part.length() > XmlLimits.TEXT.defaultValue()) {
            throw tooLarge(XmlLimits.TEXT, before);
        }
        o.text.append(part);
    }

    private static Location firstCharacter(String part, Location start) {
        int line = 0;
        int column = 1;
        for (int i = 0; i < part.length() && Character.isWhitespace(part.charAt(i)); i++) {
            if (part.charAt(i) == '\n') {
                line++;
                column = 1;
            } else {
                column++;
            }
        }
        return start.plus(line, column);
    }

    private XmlElement end() {
        Open o = open.pop();
        XmlElement e =
                new XmlElement(
                        o.name,
                        Collections.unmodifiableMap(o.attributes),
                        List.copyOf(o.children),
                        o.text.toString().strip(),
                        o.where,
                        o.textWhere);
        Open parent = open.peek();
        if (parent != null) {
            parent.children.add(e);
        }
        return e;
    }

    private LockstepException tooLarge(Limit limit, Location where) {
        return refused(
                ModelError.XML_TOO_LARGE,
                where,
                "The document exceeds "
                        + limit.name()
                        + " = "
                        + limit.defaultValue()
                        + " "
                        + limit.unit()
                        + ".",
                null);
    }

    private static LockstepException refused(
            ModelError code,
            Location where,
            String detail,
            @org.jspecify.annotations.Nullable Throwable cause) {
        return new LockstepException(Problem.error(code, where, detail), cause);
    }
}
