package dev.lockstep.connectors.fs;

import dev.lockstep.connectors.ConnectorCode;
import dev.lockstep.wire.bytes.ByteInput;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A stream that can tell how many bytes wait: a socket, standard input, or a compressed file, which
 * never waits. A socket's read time-out bounds each wait.
 */
final class StreamInput implements ByteInput {
    private final InputStream stream;
    private final String shown;
    private final boolean isLive;
    private final boolean isClosing;
    private int ahead = -1;
    private boolean atEnd;

    /** Of one client among many: what is lost of it ends it and nothing else. */
    private final @Nullable RowTail tail;

    private @Nullable IOException loss;

    private StreamInput(
            InputStream stream,
            String shown,
            boolean isLive,
            boolean isClosing,
            @Nullable RowTail tail) {
        this.stream = stream;
        this.shown = shown;
        this.isLive = isLive;
        this.isClosing = isClosing;
        this.tail = tail;
    }

    /** Bytes that come when they come. */
    static StreamInput live(InputStream stream, String shown, boolean isClosing) {
        return new StreamInput(stream, shown, true, isClosing, null);
    }

    /** Bytes that are all there. */
    static StreamInput ready(InputStream stream, String shown) {
        return new StreamInput(stream, shown, false, true, null);
    }

    /** What a client sends: where its connection is lost, it ends, and {@link #loss} says why. */
    static StreamInput ofClient(InputStream stream, String shown) {
        return new StreamInput(stream, shown, true, true, new RowTail());
    }

    /** Why the connection was lost; null while it is not. */
    @Nullable IOException loss() {
        return loss;
    }

    /** What came behind the last line end, cut to a bounded length. */
    String tail() {
        RowTail t = tail;
        return t == null ? "" : t.text();
    }

    @Override
    public int read(byte[] into, int from, int length) {
        int read = 0;
        if (ahead >= 0) {
            into[from] = (byte) ahead;
            ahead = -1;
            read = 1;
        }
        int more = atEnd ? -1 : readMore(into, from + read, length - read, read > 0);
        read = read > 0 ? read + Math.max(0, more) : more;
        if (tail != null && read > 0) {
            tail.add(into, from, read);
        }
        return read;
    }

    private int readMore(byte[] into, int from, int length, boolean hasSome) {
        try {
            if (hasSome) {
                int most = Math.min(length, isLive ? stream.available() : 0);
                return most <= 0 ? 0 : stream.read(into, from, most);
            }
            if (isLive && stream.available() == 0) {
                return 0;
            }
            return stream.read(into, from, length);
        } catch (SocketTimeoutException e) {
            return 0;
        } catch (EOFException | ZipException e) {
            throw Failures.of(ConnectorCode.INPUT_TRUNCATED, "finds a torn end in " + shown, e);
        } catch (IOException e) {
            lost(e);
            return -1;
        }
    }

    private void lost(IOException e) {
        if (tail == null) {
            throw Failures.of(ConnectorCode.READ_FAILED, "cannot read " + shown, e);
        }
        loss = e;
        atEnd = true;
    }

    @Override
    public void await() {
        if (ahead >= 0 || atEnd) {
            return;
        }
        try {
            ahead = stream.read();
            atEnd = ahead < 0;
        } catch (SocketTimeoutException e) {
            // the caller looks whether it is to stop and comes again
            ahead = -1;
        } catch (IOException e) {
            lost(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (isClosing) {
            stream.close();
        }
    }
}
