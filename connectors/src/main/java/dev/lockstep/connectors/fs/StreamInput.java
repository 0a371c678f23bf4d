package dev.lockstep.connectors.fs;

import dev.lockstep.connectors.ConnectorCode;
import dev.lockstep.wire.bytes.ByteInput;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.zip.ZipException;

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

    private StreamInput(InputStream stream, String shown, boolean isLive, boolean isClosing) {
        this.stream = stream;
        this.shown = shown;
        this.isLive = isLive;
        this.isClosing = isClosing;
    }

    /** Bytes that come when they come. */
    static StreamInput live(InputStream stream, String shown, boolean isClosing) {
        return new StreamInput(stream, shown, true, isClosing);
    }

    /** Bytes that are all there. */
    static StreamInput ready(InputStream stream, String shown) {
        return new StreamInput(stream, shown, false, true);
    }

    @Override
    public int read(byte[] into, int from, int length) {
        if (atEnd) {
            return -1;
        }
        try {
            if (ahead >= 0) {
                into[from] = (byte) ahead;
                ahead = -1;
                int more = Math.min(length - 1, isLive ? stream.available() : 0);
                return more <= 0 ? 1 : 1 + Math.max(0, stream.read(into, from + 1, more));
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
            throw Failures.of(ConnectorCode.READ_FAILED, "cannot read " + shown, e);
        }
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
            throw Failures.of(ConnectorCode.READ_FAILED, "cannot read " + shown, e);
        }
    }

    @Override
    public void close() throws IOException {
        if (isClosing) {
            stream.close();
        }
    }
}
