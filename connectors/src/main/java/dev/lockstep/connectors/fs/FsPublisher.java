package dev.lockstep.connectors.fs;

import dev.lockstep.api.connector.BlockSink;
import dev.lockstep.api.connector.Publisher;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.connectors.ConnectorCode;
import dev.lockstep.connectors.row.BlockCutter;
import dev.lockstep.wire.bytes.ByteInput;
import dev.lockstep.wire.codec.EventDecoder;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file, a socket or standard input. A listening socket takes one connection after the
 * other. {@link #close} may be called by another thread to end a wait.
 */
final class FsPublisher implements Publisher {
    private static final int POLL_MILLIS = 200;
    private static final int CONNECT_MILLIS = 10_000;
    private static final int COMPRESSED_BUFFER = 128 << 10;

    private final FsSettings settings;
    private final FsPlace place;
    private final boolean isPrompt;
    private volatile @Nullable Closeable open;
    private volatile boolean isClosed;

    FsPublisher(FsSettings settings) {
        this.settings = settings;
        this.place = settings.place();
        // a named pipe or a device waits for whoever writes to it
        this.isPrompt =
                place.kind() == FsPlace.Kind.FILE
                        && !settings.isTrue("growinginputfile")
                        && (Files.isRegularFile(place.path()) || !Files.exists(place.path()));
    }

    @Override
    public boolean isFinite() {
        if (settings.number("maxevents") > 0) {
            return true;
        }
        return switch (place.kind()) {
            case FILE -> !settings.isTrue("growinginputfile");
            case STANDARD -> true;
            case CLIENT, SERVER -> false;
        };
    }

    @Override
    public boolean isPrompt() {
        return isPrompt;
    }

    @Override
    public boolean isRepeatable() {
        return place.kind() == FsPlace.Kind.FILE
                && (Files.isRegularFile(place.path()) || !Files.exists(place.path()));
    }

    @Override
    public void run(BlockSink sink) throws IOException, InterruptedException {
        BlockCutter cutter = new BlockCutter(sink, settings.rules());
        EventDecoder decoder = settings.decoder();
        try {
            switch (place.kind()) {
                case FILE -> readFile(decoder, cutter);
                case STANDARD ->
                        decoder.decode(
                                StreamInput.live(System.in, "standard input", false), cutter);
                case CLIENT -> connect(decoder, cutter);
                case SERVER -> listen(decoder, cutter);
            }
        } catch (ClosedChannelException e) {
            if (Thread.interrupted()) {
                cutter.flush();
                throw new InterruptedException();
            }
            if (!isClosed) {
                throw e;
            }
        } catch (LockstepException e) {
            cutter.flush();
            throw e;
        }
        cutter.flush();
        cutter.failOnBadRow(settings.name());
    }

    private void readFile(EventDecoder decoder, BlockCutter cutter)
            throws IOException, InterruptedException {
        long repeats = settings.number("repeatcount");
        for (long pass = 0; pass <= repeats && cutter.isWanted(); pass++) {
            try (ByteInput input = fileInput()) {
                open = input;
                decoder.decode(input, cutter);
            }
        }
    }

    private ByteInput fileInput() {
        if (!place.isCompressed()) {
            return new FileInput(place.path(), settings.isTrue("growinginputfile"));
        }
        try {
            return StreamInput.ready(
                    decompressed(Files.newInputStream(place.path())), place.shown());
        } catch (IOException e) {
            throw Failures.of(ConnectorCode.OPEN_FAILED, "cannot open " + place.shown(), e);
        }
    }

    private static InputStream decompressed(InputStream file) throws IOException {
        try {
            return new GZIPInputStream(file, COMPRESSED_BUFFER);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private void connect(EventDecoder decoder, BlockCutter cutter)
            throws IOException, InterruptedException {
        try (Socket socket = new Socket()) {
            open = socket;
            try {
                socket.connect(new InetSocketAddress(place.host(), place.port()), CONNECT_MILLIS);
            } catch (IOException e) {
                throw Failures.of(
                        ConnectorCode.SOCKET_FAILED, "cannot connect to " + place.shown(), e);
            }
            read(socket, decoder, cutter);
        }
    }

    private void listen(EventDecoder decoder, BlockCutter cutter)
            throws IOException, InterruptedException {
        try (ServerSocket server = bind()) {
            open = server;
            server.setSoTimeout(POLL_MILLIS);
            while (cutter.isWanted() && !isClosed) {
                try (Socket socket = server.accept()) {
                    serve(socket, decoder, cutter);
                    cutter.flush();
                } catch (SocketTimeoutException e) {
                    // nobody came yet; look whether to stop and wait again
                    continue;
                }
            }
        } catch (java.net.SocketException e) {
            if (!isClosed) {
                throw Failures.of(ConnectorCode.SOCKET_FAILED, "lost " + place.shown(), e);
            }
        }
    }

    /** Takes what one client sends; should its connection be lost, the next one has its turn. */
    private void serve(Socket socket, EventDecoder decoder, BlockCutter cutter)
            throws IOException, InterruptedException {
        String client = String.valueOf(socket.getRemoteSocketAddress());
        socket.setSoTimeout(POLL_MILLIS);
        StreamInput input = StreamInput.ofClient(socket.getInputStream(), place.shown());
        ClientRows rows = new ClientRows(cutter, input);
        try {
            decoder.decode(input, rows);
        } catch (LockstepException e) {
            // a document that was lost on the way ends too early
            if (!isClosed && input.loss() == null) {
                throw e;
            }
        }
        if (!isClosed) {
            rows.recordLoss(place.shown(), client);
        }
    }

    private ServerSocket bind() {
        try {
            return new ServerSocket(place.port());
        } catch (IOException e) {
            throw Failures.of(ConnectorCode.SOCKET_FAILED, "cannot listen on " + place.shown(), e);
        }
    }

    private void read(Socket socket, EventDecoder decoder, BlockCutter cutter)
            throws IOException, InterruptedException {
        socket.setSoTimeout(POLL_MILLIS);
        try {
            decoder.decode(StreamInput.live(socket.getInputStream(), place.shown(), true), cutter);
        } catch (LockstepException e) {
            if (!isClosed) {
                throw e;
            }
        }
    }

    @Override
    public void close() throws IOException {
        isClosed = true;
        Closeable c = open;
        if (c != null) {
            c.close();
        }
    }
}
