package dev.lockstep.server.source;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.server.error.ServerError;
import dev.lockstep.server.settings.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which files and folders a request may name. Snapshots go below the server's own folder or below
 * those of the property {@code persist.root}, a list with commas. Documents are read from anywhere
 * the process may read, unless the property {@code file.root} names folders. What counts is where a
 * path leads after every symbolic link and every {@code ..}.
 */
public final class PathRules {
    static final String PERSIST_ROOT = "persist.root";
    static final String FILE_ROOT = "file.root";

    private final ServerSettings settings;

    public PathRules(ServerSettings settings) {
        this.settings = settings;
    }

    /**
     * The folder for snapshots that a request names.
     *
     * @throws LockstepException if it leads elsewhere
     */
    public Path snapshots(String text) {
        List<Path> roots = new ArrayList<>();
        roots.add(settings.folder());
        settings.list(PERSIST_ROOT).forEach(r -> roots.add(settings.folder().resolve(r)));
        return inside(text, roots);
    }

    /**
     * A document that a request names.
     *
     * @param text with or without {@code file://}
     */
    public Path document(String text) {
        String name = text.startsWith("file://") ? text.substring(7) : text;
        List<String> allowed = settings.list(FILE_ROOT);
        if (allowed.isEmpty()) {
            return path(name);
        }
        return inside(name, allowed.stream().map(r -> settings.folder().resolve(r)).toList());
    }

    private Path path(String text) {
        if (text.isBlank() || text.indexOf('\0') >= 0) {
            throw refused(text, "is no path");
        }
        try {
            return settings.folder().resolve(text);
        } catch (InvalidPathException e) {
            throw refused(text, "is no path");
        }
    }

    private Path inside(String text, List<Path> roots) {
        Path path = path(text);
        for (Path part : path) {
            if (part.toString().equals("..")) {
                // where it leads depends on links that may not be there yet
                throw refused(text, "has a part ..");
            }
        }
        Path real = real(path.normalize());
        for (Path root : roots) {
            if (real != null
                    && real.startsWith(real(root.normalize()) instanceof Path r ? r : root)) {
                return real;
            }
        }
        throw refused(text, "is outside of what the server may use");
    }

    /** Where the path leads: its nearest part that exists, resolved, and the rest. */
    private static @Nullable Path real(Path path) {
        Path there = path;
        try {
            while (there != null && !Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
                there = there.getParent();
            }
            return there == null
                    ? null
                    : there.toRealPath().resolve(there.relativize(path)).normalize();
        } catch (IOException e) {
            // a link that leads nowhere, a circle, a folder that may not be entered
            return null;
        }
    }

    private static LockstepException refused(String text, String why) {
        return new LockstepException(
                ServerError.PATH_REFUSED, "Path \"" + text + "\" " + why + ".");
    }
}
