package dev.lockstep.connectors.fs;

import dev.lockstep.wire.bytes.ByteSink;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Where a subscriber's bytes go. With rotation by size or time the files are named {@code
 * name-000001.ext}, {@code name-000002.ext} and so on; {@code name.csv.gz} becomes {@code
 * name-000001.csv.gz}. A file is never larger than the limit unless one block alone is.
 */
final class FsOutput {
    private static final int CONNECT_MILLIS = 10_000;
    private static final int ACCEPT_MILLIS = 60_000;
    private static final int COMPRESSED_BUFFER = 64 << 10;

    private final FsPlace place;
    private final long maxBytes;
    private final long periodNanos;
    private @Nullable OutputStream stream;
    private int number;
    private long written;
    private long openedNanos;

    FsOutput(FsSettings settings) {
        place = settings.place();
        maxBytes = settings.number("maxfilesize");
        periodNanos = TimeUnit.SECONDS.toNanos(settings.number("periodicity"));
    }

    void open() throws IOException {
        stream =
                switch (place.kind()) {
                    case FILE -> file();
                    case STANDARD -> standard();
                    case CLIENT -> client();
                    case SERVER -> server();
                };
    }

    private boolean isRotating() {
        return place.kind() == FsPlace.Kind.FILE && (maxBytes > 0 || periodNanos > 0);
    }

    private OutputStream file() throws IOException {
        Path path = place.path();
        if (isRotating()) {
            path = path.resolveSibling(rotated(path.getFileName().toString(), ++number));
        }
        Path parent = path.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        written = 0;
        openedNanos = System.nanoTime();
        OutputStream file = new FileOutputStream(path.toFile());
        return place.isCompressed() ? new GZIPOutputStream(file, COMPRESSED_BUFFER, true) : file;
    }

    /** {@code a.csv} becomes {@code a-000001.csv}. */
    static String rotated(String name, int number) {
        int end = name.endsWith(".gz") ? name.length() - 3 : name.length();
        int dot = name.lastIndexOf('.', end - 1);
        int at = dot > 0 ? dot : end;
        return name.substring(0, at)
                + String.format(Locale.ROOT, "-%06d", number)
                + name.substring(at);
    }

    private static OutputStream standard() {
        return new FilterOutputStream(System.out) {
            @Override
            public void write(byte[] b, int from, int length) throws IOException {
                out.write(b, from, length);
                if (System.out.checkError()) {
                    throw new IOException("standard output is closed");
                }
            }

            @Override
            public void close() throws IOException {
                flush();
            }
        };
    }

    @SuppressWarnings("resource") // closing the stream closes the socket
    private OutputStream client() throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(place.host(), place.port()), CONNECT_MILLIS);
            return socket.getOutputStream();
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Waits for the one reader, for a bounded time, so that no event is lost before it comes. */
    private OutputStream server() throws IOException {
        try (ServerSocket server = new ServerSocket(place.port())) {
            server.setSoTimeout(ACCEPT_MILLIS);
            return server.accept().getOutputStream();
        }
    }

    /** Whether a new file is due before {@code added} bytes join the {@code waiting} ones. */
    boolean isDueToRotate(int waiting, int added) {
        if (!isRotating() || added == 0) {
            return false;
        }
        return maxBytes > 0 && written + waiting + added > maxBytes
                || periodNanos > 0 && System.nanoTime() - openedNanos >= periodNanos;
    }

    /** Closes the file and opens the next. */
    void next() throws IOException {
        close();
        open();
    }

    void write(ByteSink bytes, boolean isVisible) throws IOException {
        OutputStream s = stream;
        if (s == null) {
            throw new IOException("not open");
        }
        written += bytes.size();
        bytes.drainTo(s);
        if (isVisible) {
            s.flush();
        }
    }

    void close() throws IOException {
        OutputStream s = stream;
        stream = null;
        if (s != null) {
            s.close();
        }
    }

    /** Closes what is open after a failure; there is nothing more to say about it. */
    void abandon() {
        try {
            close();
        } catch (IOException e) {
            stream = null;
        }
    }
}
