package dev.lockstep.api.event;

/**
 * What an event does to its key (semantics 1.2). Bytes rather than an enum since blocks hold a
 * column of them.
 */
public final class Opcode {
    public static final byte INSERT = 1;

    /**
     * In the output of a stateful window an update block: the new row, its old row carried beside
     * it where wanted.
     */
    public static final byte UPDATE = 2;

    public static final byte DELETE = 3;

    /** Insert or update, whichever fits. */
    public static final byte UPSERT = 4;

    /** A delete that does nothing where the key is missing. */
    public static final byte SAFE_DELETE = 5;

    private Opcode() {}

    /** {@code I U D P S}, as text formats write them. */
    public static char letter(byte opcode) {
        return switch (opcode) {
            case INSERT -> 'I';
            case UPDATE -> 'U';
            case DELETE -> 'D';
            case UPSERT -> 'P';
            case SAFE_DELETE -> 'S';
            default -> throw new IllegalArgumentException("opcode " + opcode);
        };
    }

    /** {@code insert update delete upsert safedelete}, as JSON and XML write them. */
    public static String word(byte opcode) {
        return switch (opcode) {
            case INSERT -> "insert";
            case UPDATE -> "update";
            case DELETE -> "delete";
            case UPSERT -> "upsert";
            case SAFE_DELETE -> "safedelete";
            default -> throw new IllegalArgumentException("opcode " + opcode);
        };
    }
}
