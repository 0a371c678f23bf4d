package dev.lockstep.failover.link;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What both ends of a connection can compute who know the secret: HMAC-SHA256 over all that was
 * said in the greeting, each use under a label of its own, so that nothing that one end sends is of
 * any use when it is sent back, or again on another connection.
 */
final class Proofs {
    static final String CONNECTING = "lockstep link 1 connecting";
    static final String ACCEPTING = "lockstep link 1 accepting";
    static final String FRAMES_OF_CONNECTING = "lockstep link 1 frames of the connecting end";
    static final String FRAMES_OF_ACCEPTING = "lockstep link 1 frames of the accepting end";
    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] secret;
    private final byte[] said;

    Proofs(byte[] secret, Message.Hello hello, Message.Challenge challenge) {
        this.secret = secret;
        this.said = said(hello, challenge);
    }

    private static byte[] said(Message.Hello h, Message.Challenge c) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.write(Frames.write(h));
            out.write(Frames.write(c));
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException("memory takes all bytes", e);
        }
    }

    byte[] of(String label) {
        Mac mac = mac(secret);
        mac.update(label.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        mac.update((byte) 0);
        return mac.doFinal(said);
    }

    /** Compares in a time that tells nothing of where they differ. */
    boolean isProof(String label, byte[] claimed) {
        return MessageDigest.isEqual(of(label), claimed);
    }

    static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
