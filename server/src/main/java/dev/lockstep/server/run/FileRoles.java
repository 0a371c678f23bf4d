package dev.lockstep.server.run;

import dev.lockstep.api.connector.Direction;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.model.project.ConnectorSpec;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.project.QuerySpec;
import dev.lockstep.model.project.WindowSpec;
import dev.lockstep.server.error.ServerError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who reads and who writes which file of a command line. A file that is written must have no other
 * role: the input would be gone before it is read, or two outputs would overwrite each other.
 * Pipes, devices, sockets and the standard streams may have as many as one likes.
 */
public final class FileRoles {
    private static final Pattern NO_FILE =
            Pattern.compile("stdin|stdout|(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9_.-]*):[0-9]{1,5}");

    private final Map<Path, String> read = new LinkedHashMap<>();
    private final Map<Path, String> written = new LinkedHashMap<>();

    /**
     * @param role as the command line calls it
     * @throws LockstepException if the file is also written
     */
    public void reads(String role, @Nullable String name) {
        Path file = identity(name);
        if (file != null) {
            refuse(file, role, written.get(file));
            read.putIfAbsent(file, role);
        }
    }

    /**
     * @param role as the command line calls it
     * @throws LockstepException if the file has any other role
     */
    public void writes(String role, @Nullable String name) {
        Path file = identity(name);
        if (file != null) {
            refuse(file, role, read.get(file));
            refuse(file, role, written.get(file));
            written.put(file, role);
        }
    }

    /**
     * A connector of the model and the command line may not write over what the other reads or
     * writes; among each other the model's connectors know what they do.
     *
     * @throws LockstepException if they do
     */
    public void connectorsOf(ProjectSpec project) {
        for (QuerySpec q : project.queries()) {
            for (WindowSpec w : q.windows()) {
                w.connectors().stream().filter(ConnectorSpec::isActive).forEach(this::connector);
            }
        }
    }

    private void connector(ConnectorSpec c) {
        Path file = identity(c.properties().get("fsname"));
        if (file != null) {
            String role = "the file of connector " + c.name();
            refuse(file, role, written.get(file));
            if (c.direction() == Direction.SUBSCRIBE) {
                refuse(file, role, read.get(file));
            }
        }
    }

    /** The file that a binding of the command line names. */
    public static @Nullable String name(FileBinding binding) {
        return binding.properties().get("fsname");
    }

    private static void refuse(Path file, String role, @Nullable String other) {
        if (other != null) {
            throw new LockstepException(
                    ServerError.BAD_OPTION,
                    "File " + file + " cannot be both " + other + " and " + role + ".");
        }
    }

    /** One path for a file however it is named, or null where it may be shared. */
    private static @Nullable Path identity(@Nullable String name) {
        if (name == null || NO_FILE.matcher(name).matches()) {
            return null;
        }
        try {
            Path file = Path.of(name.startsWith("file://") ? name.substring(7) : name);
            if (Files.exists(file)) {
                return Files.isRegularFile(file) ? file.toRealPath() : null;
            }
            Path absolute = file.toAbsolutePath().normalize();
            Path parent = absolute.getParent();
            Path last = absolute.getFileName();
            return parent != null && last != null && Files.exists(parent)
                    ? parent.toRealPath().resolve(last)
                    : absolute;
        } catch (IOException | InvalidPathException e) {
            // whoever opens it says what is wrong with it
            return null;
        }
    }
}
