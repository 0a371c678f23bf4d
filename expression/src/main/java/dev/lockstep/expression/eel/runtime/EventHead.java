package dev.lockstep.expression.eel.runtime;

import dev.lockstep.api.event.EventFlags;

/** {@code ESP_OPCODE} and {@code ESP_FLAGS} without making text. */
public final class EventHead {
    private static final String[] OPCODES = {"", "I", "U", "D", "P", "S"};

    private EventHead() {}

    public static String opcode(byte opcode) {
        return OPCODES[opcode];
    }

    public static String flags(byte flags) {
        return EventFlags.text(flags);
    }
}
