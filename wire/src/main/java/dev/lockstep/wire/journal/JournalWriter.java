package dev.lockstep.wire.journal;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.wire.WireCode;
import dev.lockstep.wire.WireLimits;
import dev.lockstep.wire.binary.BlockCodec;
import dev.lockstep.wire.binary.LittleEndian;
import dev.lockstep.wire.bytes.ByteSink;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/** Writes a new journal file. Blocks must be detached. Not thread-safe. */
public final class JournalWriter implements Closeable {
    private static final int BUFFER = 256 << 10;

    private final FileChannel channel;
    private final ByteSink out = new ByteSink(BUFFER + (BUFFER >> 2));
    private final CRC32C sum = new CRC32C();
    private final Map<String, Integer> sources = new LinkedHashMap<>();
    private final Map<String, Schema> schemas = new LinkedHashMap<>();

    /** Creates the file, or empties it. */
    public JournalWriter(Path file) throws IOException {
        channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING);
        LittleEndian.putInt(JournalFormat.MAGIC, out);
        LittleEndian.putShort(JournalFormat.VERSION, out);
        LittleEndian.putShort(0, out);
    }

    /**
     * Appends the entry; it is in the file after {@link #flush}.
     *
     * @throws IllegalArgumentException for an attached block, or a source whose schema changed
     */
    public void append(JournalEntry entry) throws IOException {
        if (entry instanceof JournalEntry.Block b) {
            declare(b.source(), b.block());
        }
        int head = begin();
        switch (entry) {
            case JournalEntry.Start s -> {
                head(JournalFormat.START, s);
                LittleEndian.putLong(s.seed(), out);
                text(s.modelDigest());
                text(s.settingsDigest());
            }
            case JournalEntry.Block b -> {
                head(JournalFormat.BLOCK, b);
                LittleEndian.putInt(sources.getOrDefault(b.source(), -1), out);
                BlockCodec.write(b.block(), out);
            }
            case JournalEntry.Heartbeat h -> head(JournalFormat.HEARTBEAT, h);
            case JournalEntry.End e -> head(JournalFormat.END, e);
        }
        end(head);
        if (out.size() >= BUFFER) {
            flush();
        }
    }

    private void head(byte kind, JournalEntry entry) {
        out.put(kind);
        LittleEndian.putLong(entry.timeMicros(), out);
    }

    private int begin() {
        int head = out.size();
        LittleEndian.putLong(0, out);
        return head;
    }

    private void end(int head) {
        int from = head + JournalFormat.ENTRY_HEAD;
        int length = out.size() - from;
        if (length > WireLimits.BLOCK_BYTES.defaultValue()) {
            out.truncate(head);
            throw new LockstepException(
                    WireCode.TOO_LARGE, "A journal entry takes " + length + " bytes");
        }
        sum.reset();
        sum.update(out.bytes(), from, length);
        LittleEndian.setInt(out.bytes(), head, length);
        LittleEndian.setInt(out.bytes(), head + 4, (int) sum.getValue());
    }

    private void declare(String source, EventBlock block) {
        if (block.isAttached()) {
            throw new IllegalArgumentException("a journal takes detached blocks");
        }
        Schema schema = block.schema();
        Schema known = schemas.putIfAbsent(source, schema);
        if (known != null) {
            if (known != schema && !known.equals(schema)) {
                throw new IllegalArgumentException("another schema for " + source);
            }
            return;
        }
        sources.put(source, sources.size());
        int head = begin();
        out.put(JournalFormat.SOURCE);
        text(source);
        LittleEndian.putInt(schema.size(), out);
        for (Field f : schema.fields()) {
            text(f.name());
            text(f.type().text());
            out.put(f.isKey() ? 1 : 0);
        }
        end(head);
    }

    private void text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        LittleEndian.putInt(bytes.length, out);
        out.put(bytes);
    }

    /** Hands everything to the operating system. */
    public void flush() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(out.bytes(), 0, out.size());
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        out.clear();
    }

    /** Like {@link #flush}, and has it put where a power failure leaves it. */
    public void force() throws IOException {
        flush();
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        try {
            flush();
        } finally {
            channel.close();
        }
    }
}
