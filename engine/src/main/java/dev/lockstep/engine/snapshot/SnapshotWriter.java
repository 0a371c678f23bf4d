package dev.lockstep.engine.snapshot;

import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes a snapshot: a head, sections with a name and a version each, an end. Whoever owns a
 * section decides what its version means.
 */
public final class SnapshotWriter {
    static final long MAGIC = 0x4C53_534E_4150_0D0AL;
    static final int VERSION = 1;

    private final DataOutputStream out;

    /** What a section holds. */
    @FunctionalInterface
    public interface Content {
        void write(DataOutput out) throws IOException;
    }

    public SnapshotWriter(OutputStream target) throws IOException {
        out = new DataOutputStream(target);
        out.writeLong(MAGIC);
        out.writeInt(VERSION);
    }

    public void section(String name, int version, Content content) throws IOException {
        out.writeUTF(name);
        out.writeInt(version);
        FrameOutput frames = new FrameOutput(out);
        content.write(frames);
        frames.end();
    }

    /** Ends the snapshot and flushes; closing the stream is left to its owner. */
    public void end() throws IOException {
        out.writeUTF("");
        out.flush();
    }
}
