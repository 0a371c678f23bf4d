package dev.lockstep.failover.kafka;

import dev.lockstep.api.error.LockstepException;
import java.util.Locale;

/**
 * Where a project begins to read an input topic. Counts once in a project's life, when it starts;
 * from then on the journal says what was read.
 *
 * @param kind of the place
 * @param offset for {@link Kind#AT}, else 0
 */
public record InitialOffset(Kind kind, long offset) {
    /** Which place. */
    public enum Kind {
        /** The oldest record that is there. */
        SMALLEST,
        /** The first record that comes from now on. */
        LARGEST,
        /** The record with that offset. */
        AT
    }

    public static final InitialOffset SMALLEST = new InitialOffset(Kind.SMALLEST, 0);
    public static final InitialOffset LARGEST = new InitialOffset(Kind.LARGEST, 0);

    public static InitialOffset at(long offset) {
        return new InitialOffset(Kind.AT, offset);
    }

    /**
     * Reads the value of the connector's property {@code kafkainitialoffset}.
     *
     * @param text {@code smallest}, {@code largest} or a number
     * @throws LockstepException {@link BusError#BAD_SETTING}
     */
    public static InitialOffset parse(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (word.equals("smallest")) {
            return SMALLEST;
        }
        if (word.equals("largest")) {
            return LARGEST;
        }
        if (word.matches("\\d{1,18}")) {
            return at(Long.parseLong(word));
        }
        throw new LockstepException(
                BusError.BAD_SETTING,
                "An initial offset is smallest, largest or a number, not '" + text + "'.");
    }
}
