package dev.lockstep.wire.codec;

import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;

/** Opcodes and flags as text formats write them, in any case. */
public final class EventWords {
    private static final String[] WORDS = {"insert", "update", "delete", "upsert", "safedelete"};

    private EventWords() {}

    /**
     * The opcode, an {@link Opcode}, of {@code i u d p s sd} or of a whole word; nothing means
     * Insert (assumed).
     *
     * @return 0 when unknown
     */
    public static byte opcode(byte[] b, int from, int to) {
        int length = to - from;
        if (length == 0) {
            return Opcode.INSERT;
        }
        int first = b[from] | 0x20;
        if (length == 1) {
            return switch (first) {
                case 'i' -> Opcode.INSERT;
                case 'u' -> Opcode.UPDATE;
                case 'd' -> Opcode.DELETE;
                case 'p' -> Opcode.UPSERT;
                case 's' -> Opcode.SAFE_DELETE;
                default -> 0;
            };
        }
        if (length == 2) {
            return first == 's' && (b[from + 1] | 0x20) == 'd' ? Opcode.SAFE_DELETE : 0;
        }
        for (int i = 0; i < WORDS.length; i++) {
            if (isWord(b, from, to, WORDS[i])) {
                return (byte) (i + Opcode.INSERT);
            }
        }
        return 0;
    }

    private static boolean isWord(byte[] b, int from, int to, String word) {
        if (to - from != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if ((b[from + i] | 0x20) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The flags, bits of {@link EventFlags}, of any of the letters {@code n p r}; nothing means
     * normal (assumed).
     *
     * @return -1 when unknown
     */
    public static byte flags(byte[] b, int from, int to) {
        byte flags = EventFlags.NORMAL;
        for (int i = from; i < to; i++) {
            switch (b[i] | 0x20) {
                case 'n' -> flags |= EventFlags.NORMAL;
                case 'p' -> flags |= EventFlags.PARTIAL;
                case 'r' -> flags |= EventFlags.RETENTION;
                default -> {
                    return -1;
                }
            }
        }
        return to - from > 3 ? -1 : flags;
    }
}
