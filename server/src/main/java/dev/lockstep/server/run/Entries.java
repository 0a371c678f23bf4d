package dev.lockstep.server.run;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.engine.Engine;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.server.error.ServerError;
import dev.lockstep.wire.journal.JournalWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Steps the engine, writing each entry to the journal before. */
final class Entries implements AutoCloseable {
    private final Engine engine;
    private final String modelDigest;
    private final String settingsDigest;
    private final @Nullable JournalWriter journal;
    private long lastMicros = Long.MIN_VALUE;

    Entries(Engine engine, ProjectSpec project, RunOptions options) {
        this.engine = engine;
        this.modelDigest = digest(project.xml());
        this.settingsDigest = digest(options.settings());
        Path path = options.journal();
        this.journal = path == null ? null : open(path);
    }

    private static JournalWriter open(Path path) {
        try {
            Path parent = path.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            return new JournalWriter(path);
        } catch (IOException e) {
            throw notWritable(e);
        }
    }

    private static LockstepException notWritable(IOException e) {
        return new LockstepException(
                ServerError.FILE_NOT_WRITABLE, "The journal cannot be written: " + e + ".");
    }

    String modelDigest() {
        return modelDigest;
    }

    String settingsDigest() {
        return settingsDigest;
    }

    long lastMicros() {
        return lastMicros;
    }

    void step(JournalEntry entry) {
        lastMicros = entry.timeMicros();
        JournalWriter j = journal;
        if (j != null) {
            try {
                j.append(entry);
            } catch (IOException e) {
                throw notWritable(e);
            }
        }
        engine.step(entry);
    }

    /** What was stepped is in the file, should the process be killed. */
    void flush() {
        JournalWriter j = journal;
        if (j != null) {
            try {
                j.flush();
            } catch (IOException e) {
                throw notWritable(e);
            }
        }
    }

    /** SHA-256 of the text, in hexadecimal. */
    static String digest(String text) {
        return digest(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * SHA-256, in hexadecimal, of each name and value in the order of the names, each as the number
     * of its bytes in UTF-8, four bytes, and these.
     */
    static String digest(Map<String, String> settings) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Map.Entry<String, String> e : new TreeMap<>(settings).entrySet()) {
            for (String text : List.of(e.getKey(), e.getValue())) {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                bytes.writeBytes(ByteBuffer.allocate(4).putInt(utf8.length).array());
                bytes.writeBytes(utf8);
            }
        }
        return digest(bytes.toByteArray());
    }

    private static String digest(byte[] bytes) {
        try {
            byte[] sha = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(sha);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (journal != null) {
            try {
                journal.close();
            } catch (IOException e) {
                throw notWritable(e);
            }
        }
    }
}
