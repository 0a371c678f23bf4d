package dev.lockstep.server.run;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What tells one model, or one set of settings, from another. */
public final class Sha256 {
    private Sha256() {}

    /** SHA-256 of the text, in hexadecimal. */
    public static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * SHA-256, in hexadecimal, of each name and value in the order of the names, each as the number
     * of its bytes in UTF-8, four bytes, and these.
     */
    public static String of(Map<String, String> settings) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Map.Entry<String, String> e : new TreeMap<>(settings).entrySet()) {
            for (String text : List.of(e.getKey(), e.getValue())) {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                bytes.writeBytes(ByteBuffer.allocate(4).putInt(utf8.length).array());
                bytes.writeBytes(utf8);
            }
        }
        return of(bytes.toByteArray());
    }

    private static String of(byte[] bytes) {
        try {
            byte[] sha = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(sha);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
