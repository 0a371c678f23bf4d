package dev.lockstep.server.persist;

import dev.lockstep.api.error.LockstepException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The snapshots of one project: a folder with one folder for each, numbered in the order in which
 * they were written. A snapshot holds files, its sections, and a list of them with checksums. What
 * has its final name is complete; what a process left behind that died while it wrote has another.
 * Several threads and processes may write to the same folder.
 */
public final class SnapshotFolder {
    static final String PREFIX = "snapshot-";
    static final String UNFINISHED = "unfinished-";
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotFolder.class);
    private static final Pattern NAME = Pattern.compile(PREFIX + "[0-9]{12}");

    private final Path folder;
    private final String project;

    private SnapshotFolder(Path folder, String project) {
        this.folder = folder;
        this.project = project;
    }

    /**
     * The snapshots of a project under {@code parent}, which need not be there yet.
     *
     * @param project of any characters
     */
    public static SnapshotFolder of(Path parent, String project) {
        String name = fileName(project);
        return new SnapshotFolder(parent.resolve(name), name);
    }

    /**
     * The snapshots of a project among which that one is.
     *
     * @param snapshot a complete one
     */
    public static SnapshotFolder holding(Path snapshot, String project) {
        Path folder = snapshot.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IllegalArgumentException(snapshot + " lies in no folder");
        }
        return new SnapshotFolder(folder, fileName(project));
    }

    /** The folder of all snapshots of the project. */
    public Path folder() {
        return folder;
    }

    /** A name that every file system takes: other characters than plain ones as %XX of UTF-8. */
    static String fileName(String name) {
        StringBuilder s = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            boolean isPlain =
                    b >= 'a' && b <= 'z'
                            || b >= 'A' && b <= 'Z'
                            || b >= '0' && b <= '9'
                            || b == '_'
                            || b == '-';
            if (isPlain) {
                s.append((char) b);
            } else {
                s.append('%').append(String.format(java.util.Locale.ROOT, "%02X", b & 0xFF));
            }
        }
        return s.toString();
    }

    /** The complete snapshots, oldest first, none of them checked. */
    public List<Path> list() {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(p -> NAME.matcher(name(p)).matches())
                    .filter(p -> Files.isDirectory(p, LinkOption.NOFOLLOW_LINKS))
                    .sorted(Comparator.comparing(SnapshotFolder::name))
                    .toList();
        } catch (IOException e) {
            throw new LockstepException(
                    PersistError.NO_SNAPSHOT, "Folder " + folder + " cannot be read: " + e + ".");
        }
    }

    static String name(Path path) {
        Path last = path.getFileName();
        return last == null ? "" : last.toString();
    }

    /**
     * The newest snapshot, checked. One that is damaged is not passed over in silence: state would
     * be older than somebody thinks.
     *
     * @throws LockstepException if there is none, or the newest is damaged; then the newest that is
     *     whole is named
     */
    public Snapshot newest() {
        List<Path> all = list();
        if (all.isEmpty()) {
            throw new LockstepException(
                    PersistError.NO_SNAPSHOT, "There is no snapshot in " + folder + ".");
        }
        Path last = all.get(all.size() - 1);
        try {
            return verify(last);
        } catch (LockstepException e) {
            String good =
                    newestWhole()
                            .map(s -> "The newest that is whole is " + name(s.folder()) + ".")
                            .orElse("None is whole.");
            throw new LockstepException(
                    dev.lockstep.api.error.Problem.error(
                            e.problems().get(0).code(),
                            dev.lockstep.api.error.Location.UNKNOWN,
                            e.problems().get(0).detail() + " " + good),
                    e);
        }
    }

    /** The newest snapshot that is whole, those that are damaged passed over. */
    public Optional<Snapshot> newestWhole() {
        List<Path> all = new ArrayList<>(list());
        for (int k = all.size() - 1; k >= 0; k--) {
            try {
                return Optional.of(verify(all.get(k)));
            } catch (LockstepException e) {
                // the next may be whole
            }
        }
        return Optional.empty();
    }

    /**
     * Checks a snapshot of this folder: every file is there with the length and the checksum that
     * its list says, and the list belongs to this name and project.
     *
     * @throws LockstepException if not
     */
    public Snapshot verify(Path snapshot) {
        Snapshot s = Snapshot.open(snapshot, project);
        s.check();
        return s;
    }

    /**
     * A snapshot of this folder by its list alone; what it holds is not looked at.
     *
     * @throws LockstepException if the list is damaged or belongs elsewhere
     */
    public Snapshot look(Path snapshot) {
        return Snapshot.open(snapshot, project);
    }

    /**
     * Begins a snapshot.
     *
     * @param model SHA-256 of the project's document, in hexadecimal
     */
    public SnapshotDraft draft(String model) {
        return draft(model, WritePace.PROMPT);
    }

    /** As {@link #draft(String)}, with regard to what else uses the disk. */
    public SnapshotDraft draft(String model, WritePace pace) {
        return SnapshotDraft.begin(this, project, model, pace);
    }

    /** The name for the snapshot that is written next. */
    String nextName() {
        List<Path> all = list();
        long last =
                all.isEmpty()
                        ? 0
                        : Long.parseLong(name(all.get(all.size() - 1)).substring(PREFIX.length()));
        return String.format(java.util.Locale.ROOT, "%s%012d", PREFIX, last + 1);
    }

    /**
     * Removes all but the newest snapshots. Damaged ones do not count among those that are kept and
     * are removed only when they are older than all of these.
     *
     * @param keep at least 1
     * @return how many were removed
     */
    public int prune(int keep) {
        if (keep < 1) {
            throw new IllegalArgumentException("at least one is kept");
        }
        List<Path> all = list();
        int whole = 0;
        int removed = 0;
        for (int k = all.size() - 1; k >= 0; k--) {
            if (whole >= keep) {
                Trees.delete(all.get(k));
                removed++;
            } else {
                whole += isWhole(all.get(k)) ? 1 : 0;
            }
        }
        sweep();
        return removed;
    }

    /** Removes what processes that died have left; others may be writing just now. */
    private void sweep() {
        Instant old =
                Instant.now().minus(PersistLimits.UNFINISHED.defaultValue(), ChronoUnit.HOURS);
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> inside = Files.list(folder)) {
            for (Path f : inside.filter(SnapshotFolder::isUnfinished).toList()) {
                if (Files.getLastModifiedTime(f).toInstant().isBefore(old)) {
                    Trees.delete(f);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("What lies unfinished in {} cannot be removed: {}", folder, e.toString());
        }
    }

    private static boolean isUnfinished(Path file) {
        return name(file).startsWith(UNFINISHED);
    }

    private boolean isWhole(Path snapshot) {
        try {
            verify(snapshot);
            return true;
        } catch (LockstepException e) {
            return false;
        }
    }
}
