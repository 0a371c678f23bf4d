package dev.lockstep.testkit.snapshot;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A snapshot taken apart without the engine's own code: its head and its sections without frames
 * and checksums. Put together again, whatever was changed has checksums that agree.
 */
final class OpenedSnapshot {
    private static final int HEAD = 12;
    private static final int FRAME = 1 << 16;

    /** One section; the payload may be changed in place. */
    record Section(String name, int version, byte[] payload) {}

    private final byte[] head;
    private final List<Section> sections = new ArrayList<>();

    private OpenedSnapshot(byte[] head) {
        this.head = head;
    }

    /** Takes apart what the engine has written. */
    static OpenedSnapshot of(byte[] snapshot) {
        OpenedSnapshot opened = new OpenedSnapshot(Arrays.copyOf(snapshot, HEAD));
        DataInputStream in =
                new DataInputStream(
                        new ByteArrayInputStream(snapshot, HEAD, snapshot.length - HEAD));
        try {
            for (String name = in.readUTF(); !name.isEmpty(); name = in.readUTF()) {
                int version = in.readInt();
                ByteArrayOutputStream payload = new ByteArrayOutputStream();
                for (int length = in.readInt(); length != 0; length = in.readInt()) {
                    in.readInt();
                    payload.write(in.readNBytes(length));
                }
                opened.sections.add(new Section(name, version, payload.toByteArray()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return opened;
    }

    List<Section> sections() {
        return sections;
    }

    /** Puts another payload in place of a section's. */
    void replace(int section, byte[] payload) {
        Section old = sections.get(section);
        sections.set(section, new Section(old.name(), old.version(), payload));
    }

    /** The snapshot as bytes, in frames with checksums. */
    byte[] bytes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            all.write(head);
            DataOutputStream out = new DataOutputStream(all);
            for (Section s : sections) {
                out.writeUTF(s.name());
                out.writeInt(s.version());
                for (int at = 0; at < s.payload().length; at += FRAME) {
                    int length = Math.min(FRAME, s.payload().length - at);
                    out.writeInt(length);
                    out.writeInt(checksum(s.payload(), at, length));
                    out.write(s.payload(), at, length);
                }
                out.writeInt(0);
            }
            out.writeUTF("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toByteArray();
    }

    /**
     * Bytes that somebody has tampered with, in which every frame that can be found has the
     * checksum that it should have.
     */
    static byte[] repaired(byte[] tampered) {
        byte[] bytes = tampered.clone();
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        try {
            in.skipNBytes(HEAD);
            while (!in.readUTF().isEmpty()) {
                in.readInt();
                for (int length = in.readInt(); length > 0; length = in.readInt()) {
                    int at = bytes.length - in.available();
                    if (length > bytes.length - at - 4) {
                        return bytes;
                    }
                    int sum = checksum(bytes, at + 4, length);
                    for (int k = 0; k < 4; k++) {
                        bytes[at + k] = (byte) (sum >>> 24 - 8 * k);
                    }
                    in.skipNBytes(4L + length);
                }
            }
        } catch (IOException e) {
            // torn, or a section's name that is no text: nothing behind it can be found
            return bytes;
        }
        return bytes;
    }

    private static int checksum(byte[] bytes, int at, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, at, length);
        return (int) sum.getValue();
    }
}
