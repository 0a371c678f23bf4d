package dev.lockstep.server.persist;

import dev.lockstep.api.error.LockstepException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/** A complete snapshot. */
public final class Snapshot {
    static final String MANIFEST = "manifest";
    private static final int BUFFER_BYTES = 1 << 20;

    private final Path folder;
    private final Manifest manifest;

    private Snapshot(Path folder, Manifest manifest) {
        this.folder = folder;
        this.manifest = manifest;
    }

    /**
     * @throws LockstepException if its list is damaged or of another snapshot
     */
    static Snapshot open(Path folder, String project) {
        Path file = folder.resolve(MANIFEST);
        Manifest m;
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            m = Manifest.read(in.readNBytes((int) PersistLimits.MANIFEST_BYTES.defaultValue()));
        } catch (IOException e) {
            throw damaged(folder, "has no list of contents (" + e + ")");
        } catch (Manifest.Refused e) {
            if (e.isOtherVersion) {
                throw new LockstepException(
                        PersistError.OTHER_FORMAT,
                        "Snapshot " + SnapshotFolder.name(folder) + " " + e.why() + ".");
            }
            throw damaged(folder, e.why());
        }
        if (!m.name().equals(SnapshotFolder.name(folder)) || !m.project().equals(project)) {
            throw damaged(
                    folder,
                    "has the list of contents of " + m.name() + " of project " + m.project());
        }
        return new Snapshot(folder, m);
    }

    private static LockstepException damaged(Path folder, String why) {
        return new LockstepException(
                PersistError.DAMAGED_SNAPSHOT,
                "Snapshot " + SnapshotFolder.name(folder) + " " + why + ".");
    }

    /** The snapshot's own folder. */
    public Path folder() {
        return folder;
    }

    /** The place of the last entry that the state is made of. */
    public long position() {
        return manifest.position();
    }

    /** The time of that entry, in microseconds since 1970. */
    public long timeMicros() {
        return manifest.timeMicros();
    }

    /** SHA-256 of the document of the project, in hexadecimal. */
    public String model() {
        return manifest.model();
    }

    /** Names of the sections in the order written. */
    public List<String> sections() {
        return manifest.sections().stream().map(Manifest.Section::name).toList();
    }

    /** Reads all of it and compares with its list. */
    void check() {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (Manifest.Section s : manifest.sections()) {
            Path file = folder.resolve(s.name());
            CRC32C crc = new CRC32C();
            long bytes = 0;
            try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                    crc.update(buffer, 0, n);
                    bytes += n;
                }
            } catch (IOException e) {
                throw damaged(folder, "cannot be read: " + e);
            }
            if (bytes != s.bytes() || (int) crc.getValue() != s.crc()) {
                throw damaged(folder, "is damaged in its section " + s.name());
            }
        }
    }

    /**
     * @throws LockstepException if the snapshot was taken of another model
     */
    public void demandModel(String digest) {
        if (!manifest.model().equals(digest)) {
            throw new LockstepException(
                    PersistError.OTHER_MODEL,
                    "Snapshot "
                            + SnapshotFolder.name(folder)
                            + " was taken of another version of the project: its model's SHA-256"
                            + " begins with "
                            + start(manifest.model())
                            + ", that of the loaded one with "
                            + start(digest)
                            + ".");
        }
    }

    private static String start(String digest) {
        return digest.substring(0, Math.min(12, digest.length()));
    }

    /** Hands a section to its reader; the stream is closed afterwards. */
    public void read(String section, Consumer<InputStream> reader) {
        try (InputStream in = open(section)) {
            reader.accept(in);
        } catch (IOException e) {
            throw damaged(folder, "cannot be read: " + e);
        }
    }

    /** The bytes of a section; the caller closes the stream. */
    public InputStream open(String section) {
        if (!sections().contains(section)) {
            throw damaged(folder, "has no section " + section);
        }
        try {
            return new BufferedInputStream(
                    Files.newInputStream(folder.resolve(section), LinkOption.NOFOLLOW_LINKS),
                    BUFFER_BYTES);
        } catch (IOException e) {
            throw damaged(folder, "cannot be read: " + e);
        }
    }
}
