package dev.lockstep.engine.snapshot;

import dev.lockstep.api.error.LockstepException;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a snapshot section by section, in the order in which they were written. Every defect is a
 * {@link LockstepException} with a {@link SnapshotError}.
 */
public final class SnapshotReader {
    private final DataInputStream in;

    /** Reads a section. */
    @FunctionalInterface
    public interface Content {
        void read(DataInput in) throws IOException;
    }

    public SnapshotReader(InputStream source) {
        in = new DataInputStream(source);
        try {
            if (in.readLong() != SnapshotWriter.MAGIC) {
                throw notASnapshot();
            }
            int version = in.readInt();
            if (version != SnapshotWriter.VERSION) {
                throw new LockstepException(
                        SnapshotError.UNKNOWN_VERSION,
                        "The snapshot has format " + version + "; this is read: 1.");
            }
        } catch (EOFException e) {
            throw notASnapshot();
        } catch (IOException e) {
            throw damaged("head", e);
        }
    }

    private static LockstepException notASnapshot() {
        return new LockstepException(
                SnapshotError.NOT_A_SNAPSHOT, "The input does not begin as snapshots do.");
    }

    /**
     * Reads the next section, which must have this name and version; {@code content} reads all of
     * it.
     */
    public void section(String name, int version, Content content) {
        try {
            String found = in.readUTF();
            if (!found.equals(name)) {
                throw new LockstepException(
                        SnapshotError.OTHER_PROJECT,
                        "The snapshot has section '" + found + "' where '" + name + "' is due.");
            }
        } catch (IOException e) {
            throw damaged(name, e);
        }
        content(name, version, content);
    }

    /**
     * Reads all other sections up to the end.
     *
     * @param contents given a name, what reads the section of this version; null to pass it over
     */
    public void rest(int version, Function<String, @Nullable Content> contents) {
        try {
            for (String name = in.readUTF(); !name.isEmpty(); name = in.readUTF()) {
                Content content = contents.apply(name);
                if (content == null) {
                    in.readInt();
                    FrameInput frames = new FrameInput(in);
                    while (!frames.isExhausted()) {
                        frames.skipBytes(FrameOutput.FRAME);
                    }
                } else {
                    content(name, version, content);
                }
            }
        } catch (IOException e) {
            throw damaged("rest", e);
        }
    }

    private void content(String name, int version, Content content) {
        try {
            int foundVersion = in.readInt();
            if (foundVersion != version) {
                throw new LockstepException(
                        SnapshotError.UNKNOWN_VERSION,
                        "Section '" + name + "' has version " + foundVersion + ".");
            }
            FrameInput frames = new FrameInput(in);
            content.read(frames);
            if (!frames.isExhausted()) {
                throw new IOException("There is more than belongs there.");
            }
        } catch (LockstepException e) {
            throw isOfSnapshots(e) ? e : damaged(name, e);
        } catch (IOException | RuntimeException e) {
            // a section whose checksums agree may still hold numbers that no writer writes
            throw damaged(name, e);
        }
    }

    private static boolean isOfSnapshots(LockstepException e) {
        return e.problems().stream().allMatch(p -> p.code() instanceof SnapshotError);
    }

    /** The end must follow. */
    public void end() {
        try {
            String found = in.readUTF();
            if (!found.isEmpty()) {
                throw new LockstepException(
                        SnapshotError.OTHER_PROJECT,
                        "The snapshot has a section '" + found + "' that nobody reads.");
            }
        } catch (IOException e) {
            throw damaged("end", e);
        }
    }

    private static LockstepException damaged(String section, Exception cause) {
        return new LockstepException(
                SnapshotError.DAMAGED,
                "Section '" + section + "' cannot be read: " + reason(cause),
                cause);
    }

    private static String reason(Exception cause) {
        if (cause instanceof EOFException) {
            return "it ends too early.";
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
