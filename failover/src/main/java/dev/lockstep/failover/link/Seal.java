package dev.lockstep.failover.link;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;

/**
 * Proves of each frame of one direction that it comes from the peer of the greeting, and that none
 * was left out, added, repeated or moved: HMAC-SHA256 of its number and its bytes, cut to 16 bytes.
 * One thread.
 */
final class Seal {
    static final int BYTES = 16;

    private final Mac mac;
    private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);
    private long next;

    Seal(byte[] key) {
        mac = Proofs.mac(key);
    }

    /** The frame with its seal behind it. */
    byte[] put(byte[] frame) {
        byte[] sealed = Arrays.copyOf(frame, frame.length + BYTES);
        System.arraycopy(next(frame, frame.length), 0, sealed, frame.length, BYTES);
        return sealed;
    }

    /** The frame without its seal. */
    byte[] take(byte[] sealed) {
        int length = sealed.length - BYTES;
        if (length < 0) {
            throw Frames.bad("it has no seal");
        }
        byte[] expected = Arrays.copyOf(next(sealed, length), BYTES);
        if (!MessageDigest.isEqual(expected, Arrays.copyOfRange(sealed, length, sealed.length))) {
            throw Frames.bad("its seal is not of the peer");
        }
        return Arrays.copyOf(sealed, length);
    }

    private byte[] next(byte[] frame, int length) {
        mac.update(number.putLong(0, next++).array());
        mac.update(frame, 0, length);
        return mac.doFinal();
    }
}
