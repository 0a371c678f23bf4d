package dev.lockstep.wire.document;

import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.wire.WireCode;
import dev.lockstep.wire.WireLimits;
import dev.lockstep.wire.bytes.ByteInput;
import dev.lockstep.wire.codec.EventDecoder;
import dev.lockstep.wire.codec.PendingRow;
import dev.lockstep.wire.codec.RowTarget;
import java.io.CharConversionException;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Every {@code event} element at any depth is a row; its children are values by name. Blanks around
 * values are dropped, as in CSV; base64 keeps them. No document type, no entities of its own.
 */
public final class XmlDecoder implements EventDecoder {
    /**
     * What newer Java bounds over a whole document: escaped characters count, and streams go on.
     */
    private static final List<String> LIMITS_OF_ENTITIES =
            List.of(
                    "jdk.xml.maxGeneralEntitySizeLimit",
                    "jdk.xml.totalEntitySizeLimit",
                    "jdk.xml.entityExpansionLimit");

    private final PendingRow row;
    private final String document;

    private final StringBuilder text = new StringBuilder();
    private @Nullable String name;
    private boolean isBase64;
    private int depth;
    private int eventDepth = -1;

    public XmlDecoder(Schema schema, DocumentOptions options) {
        row = new PendingRow(schema, options.dateFormat());
        document = options.document();
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        // without document types there are no entities to expand
        LIMITS_OF_ENTITIES.forEach(name -> factory.setProperty(name, "0"));
        factory.setXMLResolver(
                (id, system, base, namespace) -> {
                    throw new XMLStreamException("external entities are refused");
                });
        return factory;
    }

    @Override
    public void decode(ByteInput input, RowTarget target) throws IOException, InterruptedException {
        IdleStream stream = new IdleStream(input, target, document);
        depth = 0;
        eventDepth = -1;
        name = null;
        row.clear();
        try {
            XMLStreamReader reader = factory().createXMLStreamReader(stream);
            boolean isWanted = true;
            while (isWanted && reader.hasNext()) {
                isWanted = next(reader, stream, target);
            }
        } catch (XMLStreamException e) {
            stream.rethrow();
            // bytes that are no characters are a defect of the document, not of what brings it
            if (e.getNestedException() instanceof IOException io
                    && !(io instanceof CharConversionException)) {
                throw io;
            }
            if (!stream.isStopped()) {
                throw malformed(e);
            }
        }
    }

    private LockstepException malformed(XMLStreamException e) {
        javax.xml.stream.Location at = e.getLocation();
        int line = at == null ? 0 : Math.max(0, at.getLineNumber());
        int column = at == null ? 0 : Math.max(0, at.getColumnNumber());
        String why = String.valueOf(e.getMessage()).lines().reduce((a, b) -> b).orElse("");
        return new LockstepException(
                Problem.error(
                        WireCode.MALFORMED_XML,
                        new Location(document, line, column),
                        "The document cannot be read: " + why),
                e);
    }

    private boolean next(XMLStreamReader reader, IdleStream stream, RowTarget target)
            throws XMLStreamException, InterruptedException {
        int part = reader.next();
        stream.partEnded();
        switch (part) {
            case XMLStreamConstants.START_ELEMENT -> start(reader);
            case XMLStreamConstants.CHARACTERS,
                    XMLStreamConstants.CDATA,
                    XMLStreamConstants.SPACE -> {
                if (name != null) {
                    append(reader);
                }
            }
            case XMLStreamConstants.END_ELEMENT -> {
                depth--;
                if (name != null && depth == eventDepth) {
                    value();
                } else if (depth == eventDepth - 1) {
                    eventDepth = -1;
                    stream.rowEnded();
                    return row.end(target, document, reader.getLocation().getLineNumber());
                }
            }
            case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new XMLStreamException(
                            "document types and entities are refused", reader.getLocation());
            default -> {
                // comments, instructions and the document's ends say nothing
            }
        }
        return true;
    }

    private void start(XMLStreamReader reader) {
        depth++;
        if (depth > WireLimits.DEPTH.defaultValue()) {
            throw new LockstepException(
                    Problem.error(
                            WireCode.TOO_DEEP,
                            new Location(document, reader.getLocation().getLineNumber(), 0),
                            "Elements are nested deeper than " + WireLimits.DEPTH.defaultValue()));
        }
        String local = reader.getLocalName();
        if (eventDepth < 0) {
            if (local.equals("event")) {
                eventDepth = depth;
                row.clear();
            }
            return;
        }
        if (depth > eventDepth + 1) {
            row.fail(WireCode.BAD_VALUE, "element " + local + " stands inside a value");
            return;
        }
        String named = reader.getAttributeValue(null, "name");
        name = local.equals("field") && named != null ? named : meta(local);
        isBase64 = "base64".equals(reader.getAttributeValue(null, "encoding"));
        text.setLength(0);
    }

    /** A bare {@code opcode} or {@code flags} is always the event's. */
    private static String meta(String local) {
        return local.equals("opcode") || local.equals("flags") ? "@" + local : local;
    }

    private void append(XMLStreamReader reader) {
        if (text.length() + reader.getTextLength() > WireLimits.FIELD_BYTES.defaultValue()) {
            row.fail(
                    WireCode.FIELD_TOO_LONG,
                    "a value is longer than " + WireLimits.FIELD_BYTES.defaultValue() + " bytes");
            return;
        }
        text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
    }

    private void value() {
        String field = name == null ? "" : name;
        name = null;
        String value = text.toString().strip();
        if (!isBase64) {
            row.set(field, value);
            return;
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(value);
            row.set(field, bytes, 0, bytes.length);
        } catch (IllegalArgumentException e) {
            row.fail(WireCode.BAD_VALUE, "field " + field + ": not base64");
        }
    }
}
