package dev.lockstep.api.event;

/** The flag bits of an event (semantics 1.3). */
public final class EventFlags {
    /** No bit set prints as {@code N}. */
    public static final byte NORMAL = 0;

    /** A partial update: null fields mean «unchanged». */
    public static final byte PARTIAL = 1;

    /** Made by a retention policy. */
    public static final byte RETENTION = 2;

    private EventFlags() {}

    /** {@code N}, {@code P}, {@code R} or {@code PR}. */
    public static String text(byte flags) {
        return switch (flags) {
            case NORMAL -> "N";
            case PARTIAL -> "P";
            case RETENTION -> "R";
            case PARTIAL | RETENTION -> "PR";
            default -> throw new IllegalArgumentException("flags " + flags);
        };
    }
}
