package dev.lockstep.testkit;

import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event that left a window, in plain objects.
 *
 * @param cause ordinal of the input event within its journal entry; 0 for a heartbeat's
 * @param values one a field: Long (all integer, time and money types), Double, String, read-only
 *     {@link java.nio.ByteBuffer} (blobs and arrays) or null
 * @param old for an update whose old row is known, that row; null otherwise
 */
public record OutputEvent(
        byte opcode,
        byte flags,
        int cause,
        List<@Nullable Object> values,
        @Nullable List<@Nullable Object> old) {

    /** This event as another cause's; block cuts change the ordinals. */
    public OutputEvent withCause(int other) {
        return new OutputEvent(opcode, flags, other, values, old);
    }

    /** {@code I 1,a}, {@code D/R 1,a}, {@code U 1,b was 1,a}: everything but the cause. */
    public String text() {
        StringBuilder s = new StringBuilder().append(Opcode.letter(opcode));
        if (flags != EventFlags.NORMAL) {
            s.append('/').append(EventFlags.text(flags));
        }
        s.append(' ').append(Rows.text(values));
        List<@Nullable Object> before = old;
        return before == null ? s.toString() : s + " was " + Rows.text(before);
    }

    @Override
    public String toString() {
        return text() + " @" + cause;
    }
}
