package dev.lockstep.failover.entry;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.failover.FailoverError;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * What stands in a journal is an entry or a coded error, and an entry is written as it was read.
 */
class EntryFuzzTest {
    /** With the right version and checksum, which no bytes have by chance. */
    @FuzzTest(maxDuration = "20s")
    void anyContentIsAnEntryOrACodedError(byte[] content) {
        byte[] bytes = Arrays.copyOf(content, content.length + Integer.BYTES);
        bytes[0] = EntryCodec.VERSION;
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, content.length);
        ByteBuffer.wrap(bytes).putInt(content.length, (int) crc.getValue());
        try {
            byte[] written = EntryCodec.write(EntryCodec.read(bytes));
            byte[] again = EntryCodec.write(EntryCodec.read(written));
            if (!Arrays.equals(written, again)) {
                throw new IllegalStateException("an entry changes when it is written again");
            }
        } catch (LockstepException e) {
            if (e.problems().get(0).code() != FailoverError.DAMAGED_ENTRY) {
                throw e;
            }
        }
    }
}
