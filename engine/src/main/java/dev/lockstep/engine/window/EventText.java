package dev.lockstep.engine.window;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Schema;

/** A row as a line for people: diagnostics only, never an output format. */
public final class EventText {
    private static final int VALUE_CHARS_MAX = 200;

    private EventText() {}

    public static String of(EventBlock b, int i, StringPool pool) {
        StringBuilder s = new StringBuilder();
        s.append(Opcode.letter(b.opcodes()[i])).append(',').append(EventFlags.text(b.flags()[i]));
        Schema schema = b.schema();
        for (int f = 0; f < schema.size(); f++) {
            s.append(',');
            if (!b.isNull(f, i)) {
                append(s, b, f, i, pool);
            }
        }
        return s.toString();
    }

    private static void append(StringBuilder s, EventBlock b, int f, int i, StringPool pool) {
        switch (b.schema().type(f).storage()) {
            case INT -> s.append(b.ints(f)[i]);
            case LONG -> s.append(b.longs(f)[i]);
            case DOUBLE -> s.append(b.doubles(f)[i]);
            case BYTES -> {
                int code = b.ints(f)[i];
                if (b.schema().type(f).isText()) {
                    String text = pool.string(code);
                    s.append(text, 0, cut(text));
                } else {
                    s.append('<').append(pool.length(code)).append(" bytes>");
                }
            }
        }
    }

    /** Half a character of two units would be no text at all. */
    private static int cut(String text) {
        if (text.length() <= VALUE_CHARS_MAX) {
            return text.length();
        }
        boolean isHalved = Character.isHighSurrogate(text.charAt(VALUE_CHARS_MAX - 1));
        return isHalved ? VALUE_CHARS_MAX - 1 : VALUE_CHARS_MAX;
    }
}
