package dev.lockstep.server.failover;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a process is told that takes a snapshot in the place of the server.
 *
 * @param project its name, which may be another than the document's
 * @param document of the project
 * @param model SHA-256 of the document, in hexadecimal
 * @param placeholders as the server's command line gives them
 * @param notes further sections of the snapshot, each with its text
 * @param folder what relative names mean
 * @param journal the project's journal
 * @param base the snapshot from which it goes on; null to begin with the journal's first entry
 * @param target folder to which it writes
 * @param index behind the last entry that the snapshot holds
 */
record ShadowOrder(
        String project,
        String document,
        String model,
        Map<String, String> placeholders,
        Map<String, String> notes,
        Path folder,
        Path journal,
        @Nullable Path base,
        Path target,
        long index) {
    private static final int DOCUMENT_MOST = 1 << 28;

    void write(DataOutput out) throws IOException {
        out.writeUTF(project);
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
        out.writeUTF(model);
        write(placeholders, out);
        write(notes, out);
        out.writeUTF(folder.toString());
        out.writeUTF(journal.toString());
        out.writeUTF(base == null ? "" : base.toString());
        out.writeUTF(target.toString());
        out.writeLong(index);
    }

    private static void write(Map<String, String> texts, DataOutput out) throws IOException {
        out.writeInt(texts.size());
        for (Map.Entry<String, String> e : texts.entrySet()) {
            out.writeUTF(e.getKey());
            out.writeUTF(e.getValue());
        }
    }

    private static Map<String, String> readTexts(DataInput in) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        int count = in.readInt();
        for (int k = 0; k < count; k++) {
            texts.put(in.readUTF(), in.readUTF());
        }
        return texts;
    }

    static ShadowOrder read(DataInput in) throws IOException {
        String project = in.readUTF();
        int length = in.readInt();
        if (length < 0 || length > DOCUMENT_MOST) {
            throw new IOException("A document has " + length + " bytes.");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        String model = in.readUTF();
        Map<String, String> placeholders = readTexts(in);
        Map<String, String> notes = readTexts(in);
        Path folder = Path.of(in.readUTF());
        Path journal = Path.of(in.readUTF());
        String base = in.readUTF();
        return new ShadowOrder(
                project,
                new String(bytes, StandardCharsets.UTF_8),
                model,
                placeholders,
                notes,
                folder,
                journal,
                base.isEmpty() ? null : Path.of(base),
                Path.of(in.readUTF()),
                in.readLong());
    }
}
