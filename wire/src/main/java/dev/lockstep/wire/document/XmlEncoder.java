package dev.lockstep.wire.document;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.wire.bytes.ByteSink;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;

/**
 * {@code <events><transaction><event><opcode>i</opcode><id key="true">1</id>...}: a transaction a
 * block. Nulls are left out, flags are there when not normal. A field whose name is no XML name, or
 * means something else here, is {@code <field name="...">}; text that XML cannot hold is base64
 * with the attribute {@code encoding}.
 */
public final class XmlEncoder extends NamedEncoder {
    private static final Set<String> TAKEN = Set.of("opcode", "flags", "field");

    private final byte[][] open;
    private final byte[][] shut;
    private final ByteSink scratch = new ByteSink(256);

    public XmlEncoder(Schema schema, DocumentOptions options) {
        super(schema, options);
        open = new byte[schema.size()][];
        shut = new byte[schema.size()][];
        for (int f = 0; f < open.length; f++) {
            Field field = schema.field(f);
            boolean isName =
                    field.name().matches("[A-Za-z_][A-Za-z0-9_.-]*")
                            && !TAKEN.contains(field.name());
            String key = field.isKey() ? " key=\"true\"" : "";
            String tag = isName ? field.name() : "field name=\"" + attribute(field.name()) + "\"";
            open[f] = ("<" + tag + key).getBytes(StandardCharsets.UTF_8);
            shut[f] =
                    ("</" + (isName ? field.name() : "field") + ">")
                            .getBytes(StandardCharsets.UTF_8);
        }
    }

    private static String attribute(String name) {
        return name.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    @Override
    public void begin(ByteSink out) {
        out.put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<events>\n");
    }

    @Override
    public void end(ByteSink out) {
        out.put("</events>\n");
    }

    @Override
    void beginBlock(ByteSink out) {
        out.put("<transaction>\n");
    }

    @Override
    void endBlock(ByteSink out) {
        out.put("</transaction>\n");
    }

    @Override
    void event(String opcode, String flags, EventBlock rows, int row, ByteSink out) {
        out.put("<event><opcode>");
        out.put(opcode.equals(UPDATE_BLOCK) ? "ub" : letter(opcode));
        out.put("</opcode>");
        if (!flags.isEmpty()) {
            out.put("<flags>" + flags.toLowerCase(java.util.Locale.ROOT) + "</flags>");
        }
        for (int f = 0; f < open.length; f++) {
            if (!rows.isNull(f, row)) {
                scratch.clear();
                values.write(rows, f, row, scratch);
                out.put(open[f]);
                content(out);
                out.put(shut[f]);
            }
        }
        out.put("</event>\n");
    }

    private static String letter(String word) {
        for (byte o = Opcode.INSERT; o <= Opcode.SAFE_DELETE; o++) {
            if (Opcode.word(o).equals(word)) {
                return String.valueOf((char) (Opcode.letter(o) | 0x20));
            }
        }
        throw new IllegalArgumentException(word);
    }

    private void content(ByteSink out) {
        byte[] b = scratch.bytes();
        int length = scratch.size();
        if (!isXml(b, length)) {
            out.put(" encoding=\"base64\">");
            out.put(Base64.getEncoder().encode(java.util.Arrays.copyOf(b, length)));
            return;
        }
        out.put('>');
        for (int i = 0; i < length; i++) {
            switch (b[i]) {
                case '&' -> out.put("&amp;");
                case '<' -> out.put("&lt;");
                case '>' -> out.put("&gt;");
                case '\r' -> out.put("&#13;");
                default -> out.put(b[i]);
            }
        }
    }

    /** Whether the text may stand in XML; blanks at its ends would be dropped on reading. */
    private static boolean isXml(byte[] b, int length) {
        if (length > 0
                && (b[0] >= 0 && b[0] <= ' ' || b[length - 1] >= 0 && b[length - 1] <= ' ')) {
            return false;
        }
        boolean isAscii = true;
        for (int i = 0; i < length; i++) {
            if (b[i] >= 0 && b[i] < ' ' && b[i] != '\t' && b[i] != '\n' && b[i] != '\r') {
                return false;
            }
            isAscii &= b[i] >= 0;
        }
        return isAscii || isUnicode(b, length);
    }

    /** Whether the bytes are UTF-8 of characters that XML has. */
    private static boolean isUnicode(byte[] b, int length) {
        try {
            String text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(b, 0, length))
                            .toString();
            return text.indexOf('\uFFFE') < 0 && text.indexOf('\uFFFF') < 0;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
