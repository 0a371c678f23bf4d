package dev.lockstep.failover.entry;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What stands at the beginning of every entry's bytes, without looking at the rest: for counting
 * what goes by, never for stepping.
 *
 * @param index the entry's place in the journal
 * @param timeMicros its time
 * @param isRange whether it names records of an input
 */
public record EntryHead(long index, long timeMicros, boolean isRange) {
    /** Empty for bytes that cannot be an entry of this version; the checksum is not looked at. */
    public static Optional<EntryHead> of(byte[] bytes) {
        if (bytes.length < EntryCodec.HEAD + EntryCodec.SUM || bytes[0] != EntryCodec.VERSION) {
            return Optional.empty();
        }
        ByteBuffer b = ByteBuffer.wrap(bytes);
        boolean isRange = bytes[1] == EntryCodec.RANGE;
        return Optional.of(
                new EntryHead(b.getLong(EntryCodec.INDEX), b.getLong(EntryCodec.TIME), isRange));
    }
}
