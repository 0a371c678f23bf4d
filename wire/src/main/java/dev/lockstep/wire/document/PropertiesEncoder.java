package dev.lockstep.wire.document;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.wire.bytes.ByteSink;
import java.nio.charset.StandardCharsets;

/**
 * One {@code name=value} a line and an empty line behind each event. Backslash, line ends, an
 * equals sign in a name and blanks at the ends of a value are escaped: {@code \\ \n \r \= \s}.
 */
public final class PropertiesEncoder extends NamedEncoder {
    private final byte[][] names;
    private final String opcodeName;
    private final String flagsName;
    private final ByteSink scratch = new ByteSink(256);

    public PropertiesEncoder(Schema schema, DocumentOptions options) {
        super(schema, options);
        opcodeName = schema.ordinal("opcode") < 0 ? "opcode" : "@opcode";
        flagsName = schema.ordinal("flags") < 0 ? "flags" : "@flags";
        names = new byte[schema.size()][];
        for (int f = 0; f < names.length; f++) {
            ByteSink name = new ByteSink(32);
            byte[] bytes = schema.field(f).name().getBytes(StandardCharsets.UTF_8);
            escape(bytes, bytes.length, true, name);
            name.put('=');
            names[f] = java.util.Arrays.copyOf(name.bytes(), name.size());
        }
    }

    @Override
    void beginBlock(ByteSink out) {
        // blocks leave no trace
    }

    @Override
    void endBlock(ByteSink out) {
        // blocks leave no trace
    }

    @Override
    void event(String opcode, String flags, EventBlock rows, int row, ByteSink out) {
        out.put(opcodeName + "=" + opcode + "\n");
        if (!flags.isEmpty()) {
            out.put(flagsName + "=" + flags + "\n");
        }
        for (int f = 0; f < names.length; f++) {
            if (!rows.isNull(f, row)) {
                scratch.clear();
                values.write(rows, f, row, scratch);
                out.put(names[f]);
                escape(scratch.bytes(), scratch.size(), false, out);
                out.put('\n');
            }
        }
        out.put('\n');
    }

    private static void escape(byte[] b, int length, boolean isName, ByteSink out) {
        for (int i = 0; i < length; i++) {
            boolean isOuter = i == 0 || i == length - 1;
            switch (b[i]) {
                case '\\' -> out.put("\\\\");
                case '\n' -> out.put("\\n");
                case '\r' -> out.put("\\r");
                case '\t' -> out.put("\\t");
                case ' ' -> out.put(isOuter ? "\\s" : " ");
                case '=' -> out.put(isName ? "\\=" : "=");
                default -> out.put(b[i]);
            }
        }
    }
}
