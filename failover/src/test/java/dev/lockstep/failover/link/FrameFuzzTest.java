package dev.lockstep.failover.link;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lockstep.api.error.LockstepException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** What peers send is a message, an end or a coded error, and can be written again. */
class FrameFuzzTest {
    @FuzzTest(maxDuration = "20s")
    void anyBytesAreMessagesOrACodedError(byte[] bytes) throws Exception {
        Wire wire = new Wire(new ByteArrayInputStream(bytes), OutputStream.nullOutputStream());
        try {
            while (true) {
                Frames.write(wire.read());
            }
        } catch (EOFException e) {
            // all was read
        } catch (LockstepException e) {
            check(e);
        }
    }

    /** With the right version and checksum, which no bytes have by chance. */
    @FuzzTest(maxDuration = "20s")
    void anyContentIsAMessageOrACodedError(byte[] content) {
        byte[] frame = Arrays.copyOf(content, content.length + Integer.BYTES);
        if (content.length > 0) {
            frame[0] = Frames.VERSION;
        }
        CRC32C crc = new CRC32C();
        crc.update(frame, 0, content.length);
        ByteBuffer.wrap(frame).putInt(content.length, (int) crc.getValue());
        try {
            Frames.write(Frames.read(frame));
        } catch (LockstepException e) {
            check(e);
        }
    }

    private static void check(LockstepException e) {
        if (e.problems().get(0).code() != LinkError.BAD_FRAME) {
            throw e;
        }
    }
}
