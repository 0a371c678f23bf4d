package dev.lockstep.wire.journal;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.error.ErrorCode;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.wire.WireCode;
import dev.lockstep.wire.WireLimits;
import dev.lockstep.wire.binary.BlockCodec;
import dev.lockstep.wire.binary.LittleEndian;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads a journal file entry by entry. A file whose last entry is incomplete, as a crash leaves it,
 * ends before that entry and {@link #isTruncated} says so; any other damage is an error. Blocks are
 * new and detached. Not thread-safe.
 */
public final class JournalReader implements Closeable {
    private static final int BUFFER = 256 << 10;

    private final InputStream in;
    private final String shown;
    private final CRC32C sum = new CRC32C();
    private final List<String> sources = new ArrayList<>();
    private final List<Schema> schemas = new ArrayList<>();
    private byte[] head = new byte[JournalFormat.ENTRY_HEAD];
    private byte[] content = new byte[1 << 12];
    private long position;
    private long lastTime = Long.MIN_VALUE;
    private boolean isTruncated;
    private boolean isEnded;

    /** Reads a file; see the constructor. */
    public static JournalReader open(Path file) throws IOException {
        InputStream stream = Files.newInputStream(file);
        try {
            return new JournalReader(stream, file.toString());
        } catch (IOException | RuntimeException e) {
            stream.close();
            throw e;
        }
    }

    /**
     * Reads what the stream gives and closes it in the end.
     *
     * @param shown the name that faults show
     * @throws LockstepException when this is no journal, or one of another version
     */
    public JournalReader(InputStream stream, String shown) throws IOException {
        this.in = new BufferedInputStream(stream, BUFFER);
        this.shown = shown;
        int have = in.readNBytes(head, 0, JournalFormat.FILE_HEAD);
        if (have < JournalFormat.FILE_HEAD || LittleEndian.getInt(head, 0) != JournalFormat.MAGIC) {
            throw fault(WireCode.NOT_A_JOURNAL, "it does not begin as a journal does");
        }
        int version = LittleEndian.getShort(head, 4);
        if (version != JournalFormat.VERSION) {
            throw fault(WireCode.UNKNOWN_VERSION, "its version is " + version);
        }
        position = JournalFormat.FILE_HEAD;
    }

    private LockstepException fault(ErrorCode code, String why) {
        return new LockstepException(
                code, "The journal " + shown + " cannot be read at byte " + position + ": " + why);
    }

    /** Whether the file ended within an entry; known once {@link #next} has given null. */
    public boolean isTruncated() {
        return isTruncated;
    }

    /** Bytes of the file that are whole entries so far. */
    public long position() {
        return position;
    }

    /**
     * The next entry, or null at the end.
     *
     * @throws LockstepException for damage
     */
    public @Nullable JournalEntry next() throws IOException {
        while (!isEnded) {
            int length = content();
            if (length < 0) {
                isEnded = true;
                return null;
            }
            JournalEntry entry = new Content(content, length).entry();
            position += JournalFormat.ENTRY_HEAD + length;
            if (entry != null) {
                return inOrder(entry);
            }
        }
        return null;
    }

    private JournalEntry inOrder(JournalEntry entry) {
        boolean isFirst = lastTime == Long.MIN_VALUE;
        if (isFirst != entry instanceof JournalEntry.Start) {
            throw fault(WireCode.MALFORMED_BLOCK, "a start entry is missing or out of place");
        }
        if (entry.timeMicros() < lastTime) {
            throw fault(WireCode.MALFORMED_BLOCK, "time goes back");
        }
        lastTime = Math.max(entry.timeMicros(), Long.MIN_VALUE + 1);
        return entry;
    }

    /** Reads one entry's content; -1 at the end, whole or not. */
    private int content() throws IOException {
        int have = in.readNBytes(head, 0, JournalFormat.ENTRY_HEAD);
        isTruncated = have > 0 && have < JournalFormat.ENTRY_HEAD;
        if (have < JournalFormat.ENTRY_HEAD) {
            return -1;
        }
        int length = LittleEndian.getInt(head, 0);
        if (length <= 0 || length > WireLimits.BLOCK_BYTES.defaultValue()) {
            throw fault(WireCode.MALFORMED_BLOCK, "an entry has the length " + length);
        }
        // grows with what is there, not with what is announced
        int read = 0;
        while (read < length) {
            if (read == content.length) {
                long next = Math.min(2L * content.length, length);
                content = java.util.Arrays.copyOf(content, (int) next);
            }
            int more = in.read(content, read, Math.min(length, content.length) - read);
            if (more < 0) {
                isTruncated = true;
                return -1;
            }
            read += more;
        }
        sum.reset();
        sum.update(content, 0, length);
        if ((int) sum.getValue() != LittleEndian.getInt(head, 4)) {
            throw fault(WireCode.CHECKSUM, "an entry does not give its checksum");
        }
        return length;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** The fields of one entry. */
    private final class Content {
        private final byte[] b;
        private final int length;
        private int at;

        Content(byte[] b, int length) {
            this.b = b;
            this.length = length;
        }

        private int take(int bytes) {
            if (bytes < 0 || bytes > length - at) {
                throw fault(WireCode.MALFORMED_BLOCK, "an entry is shorter than its fields");
            }
            int place = at;
            at += bytes;
            return place;
        }

        private String text() {
            int bytes = LittleEndian.getInt(b, take(4));
            return new String(b, take(bytes), bytes, StandardCharsets.UTF_8);
        }

        /** The entry, or null for a declaration, which is noted. */
        @Nullable JournalEntry entry() {
            byte kind = b[take(1)];
            if (kind == JournalFormat.SOURCE) {
                source();
                return null;
            }
            long time = LittleEndian.getLong(b, take(8));
            JournalEntry entry =
                    switch (kind) {
                        case JournalFormat.START -> {
                            long seed = LittleEndian.getLong(b, take(8));
                            yield new JournalEntry.Start(time, seed, text(), text());
                        }
                        case JournalFormat.BLOCK -> block(time);
                        case JournalFormat.HEARTBEAT -> new JournalEntry.Heartbeat(time);
                        case JournalFormat.END -> new JournalEntry.End(time);
                        default ->
                                throw fault(
                                        WireCode.MALFORMED_BLOCK, "an entry is of kind " + kind);
                    };
            if (at != length) {
                throw fault(WireCode.MALFORMED_BLOCK, "an entry is longer than its fields");
            }
            return entry;
        }

        private JournalEntry block(long time) {
            int source = LittleEndian.getInt(b, take(4));
            if (source < 0 || source >= sources.size()) {
                throw fault(WireCode.MALFORMED_BLOCK, "a block's source is not declared");
            }
            EventBlock block = EventBlock.detached(schemas.get(source));
            BlockCodec.read(b, at, length, block);
            at = length;
            return new JournalEntry.Block(time, sources.get(source), block);
        }

        private void source() {
            String name = text();
            int count = LittleEndian.getInt(b, take(4));
            if (count <= 0 || count > length) {
                throw fault(WireCode.MALFORMED_BLOCK, "a source has " + count + " fields");
            }
            List<Field> fields = new ArrayList<>();
            for (int f = 0; f < count; f++) {
                String field = text();
                FieldType type = FieldType.parse(text());
                if (type == null) {
                    throw fault(WireCode.MALFORMED_BLOCK, "a field has an unknown type");
                }
                fields.add(new Field(field, type, b[take(1)] != 0));
            }
            try {
                schemas.add(new Schema(fields));
            } catch (IllegalArgumentException e) {
                throw fault(WireCode.MALFORMED_BLOCK, "a source names a field twice");
            }
            sources.add(name);
        }
    }
}
