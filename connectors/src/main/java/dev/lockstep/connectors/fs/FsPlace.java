package dev.lockstep.connectors.fs;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code fsname} names.
 *
 * @param path of a file; of no meaning otherwise
 * @param host of a socket, empty to listen
 * @param shown the name as written
 */
record FsPlace(Kind kind, Path path, String host, int port, String shown) {
    /** The kinds of places. */
    enum Kind {
        FILE,
        CLIENT,
        SERVER,
        STANDARD
    }

    private static final Pattern SOCKET =
            Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9_.-]*):([0-9]{1,5})");

    static FsPlace of(String name, Path base) {
        if (name.equals("stdin") || name.equals("stdout")) {
            return new FsPlace(Kind.STANDARD, base, "", 0, name);
        }
        Matcher socket = SOCKET.matcher(name);
        if (socket.matches()) {
            String host = socket.group(1);
            int port = Integer.parseInt(socket.group(2));
            Kind kind = host.isEmpty() ? Kind.SERVER : Kind.CLIENT;
            return new FsPlace(kind, base, host, port, name);
        }
        String file = name.startsWith("file://") ? name.substring(7) : name;
        return new FsPlace(Kind.FILE, base.resolve(file), "", 0, name);
    }

    boolean isCompressed() {
        return kind == Kind.FILE && shown.endsWith(".gz");
    }
}
