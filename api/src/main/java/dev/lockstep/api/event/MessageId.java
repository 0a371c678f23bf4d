package dev.lockstep.api.event;

/**
 * The number of a block on a message bus: the high 16 bits say where it was numbered (the number of
 * a window or of a source), the low 48 bits are a sequence that rises along a topic. The division
 * is inferred from public logs (semantics 1.4). Whole ids of one source compare as unsigned
 * numbers.
 */
public final class MessageId {
    /** No id: source 0 never numbers a block 0. */
    public static final long NONE = 0;

    public static final int SEQUENCE_BITS = 48;

    /** The largest number of a source. */
    public static final int MAX_SOURCE = (1 << Long.SIZE - SEQUENCE_BITS) - 1;

    /** The largest sequence: at a million blocks a second it lasts for nine years. */
    public static final long MAX_SEQUENCE = (1L << SEQUENCE_BITS) - 1;

    private MessageId() {}

    /**
     * @param source 0 to {@link #MAX_SOURCE}
     * @param sequence 0 to {@link #MAX_SEQUENCE}
     * @throws IllegalArgumentException for numbers that do not fit
     */
    public static long of(int source, long sequence) {
        if (source < 0 || source > MAX_SOURCE || sequence < 0 || sequence > MAX_SEQUENCE) {
            throw new IllegalArgumentException("message id of " + source + " and " + sequence);
        }
        return (long) source << SEQUENCE_BITS | sequence;
    }

    /** The number of the window or source that numbered the block. */
    public static int source(long id) {
        return (int) (id >>> SEQUENCE_BITS);
    }

    /** The place of the block in the sequence of its source. */
    public static long sequence(long id) {
        return id & MAX_SEQUENCE;
    }
}
