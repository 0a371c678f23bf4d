package dev.lockstep.server.persist;

import dev.lockstep.api.error.LockstepException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * A snapshot while it is written: sections first, then the list of them, then the final name. Each
 * step lasts before the next begins, so that a loss of power leaves a whole snapshot or none.
 * Closing a draft that was not committed removes it. One thread at a time.
 */
public final class SnapshotDraft implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 20;

    private final SnapshotFolder target;
    private final String project;
    private final String model;
    private final Path folder;
    private final WritePace pace;
    private final List<Manifest.Section> sections = new ArrayList<>();
    private long position = -1;
    private long timeMicros = Long.MIN_VALUE;
    private boolean isCommitted;

    private SnapshotDraft(
            SnapshotFolder target, String project, String model, Path folder, WritePace pace) {
        this.target = target;
        this.project = project;
        this.model = model;
        this.folder = folder;
        this.pace = pace;
    }

    static SnapshotDraft begin(
            SnapshotFolder target, String project, String model, WritePace pace) {
        try {
            if (Files.isSymbolicLink(target.folder())) {
                throw new IOException("it is a symbolic link");
            }
            Trees.createFolders(target.folder());
            Path folder = Files.createTempDirectory(target.folder(), SnapshotFolder.UNFINISHED);
            return new SnapshotDraft(target, project, model, folder, pace);
        } catch (IOException e) {
            throw notSaved(target.folder(), e);
        }
    }

    private static LockstepException notSaved(Path folder, IOException e) {
        return new LockstepException(
                PersistError.NOT_SAVED,
                "The snapshot was not written to " + folder + ": " + e + ".",
                e);
    }

    /**
     * Writes a section.
     *
     * @param name lower-case letters
     * @param content writes it; the stream is closed by the draft
     */
    public void section(String name, Consumer<OutputStream> content) {
        if (!name.matches("[a-z]{1,40}")
                || sections.size() >= PersistLimits.SECTIONS.defaultValue()) {
            throw new IllegalArgumentException(name);
        }
        Path file = folder.resolve(name);
        CRC32C crc = new CRC32C();
        try (OutputStream out =
                new CheckedOutputStream(
                        new BufferedOutputStream(new PacedFile(file, pace), BUFFER_BYTES), crc)) {
            content.accept(out);
        } catch (IOException e) {
            throw notSaved(folder, e);
        }
        try {
            sections.add(new Manifest.Section(name, Files.size(file), (int) crc.getValue()));
        } catch (IOException e) {
            throw notSaved(folder, e);
        }
    }

    /** The bytes of a section that was written; the caller closes the stream. */
    public InputStream open(String section) {
        try {
            return new BufferedInputStream(
                    Files.newInputStream(folder.resolve(section), LinkOption.NOFOLLOW_LINKS),
                    BUFFER_BYTES);
        } catch (IOException e) {
            throw notSaved(folder, e);
        }
    }

    /** Which entry the sections are the state behind. */
    public void position(long entry, long micros) {
        position = entry;
        timeMicros = micros;
    }

    /**
     * Makes the snapshot complete.
     *
     * @return its folder
     */
    public Path commit() {
        try {
            for (Manifest.Section s : sections) {
                Trees.sync(folder.resolve(s.name()));
            }
            for (int k = 0; k < PersistLimits.TRIES.defaultValue(); k++) {
                Path done = target.folder().resolve(target.nextName());
                writeManifest(SnapshotFolder.name(done));
                if (take(done)) {
                    isCommitted = true;
                    Trees.sync(target.folder());
                    return done;
                }
            }
            throw new IOException("other processes take every name");
        } catch (IOException e) {
            throw notSaved(folder, e);
        }
    }

    private void writeManifest(String name) throws IOException {
        Path file = folder.resolve(Snapshot.MANIFEST);
        Manifest m = new Manifest(name, project, model, position, timeMicros, sections);
        Files.write(file, m.bytes());
        Trees.sync(file);
        Trees.sync(folder);
    }

    /** Gives the folder its name; false if somebody else has got it. */
    private boolean take(Path done) throws IOException {
        if (Files.exists(done, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try {
            // fails where the name is that of a folder with anything in it, as all of them have
            Files.move(folder, done, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (FileAlreadyExistsException | java.nio.file.DirectoryNotEmptyException e) {
            return false;
        } catch (java.nio.file.FileSystemException e) {
            if (Files.exists(done, LinkOption.NOFOLLOW_LINKS) && Files.exists(folder)) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        if (!isCommitted && Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Trees.delete(folder);
        }
    }
}
