package dev.lockstep.server.failover;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;

/** Passes on what comes behind a mark, if it is the right one, and only for so long. */
final class MarkedOutput extends OutputStream {
    private final byte[] mark;
    private final OutputStream target;
    private final long untilNanos =
            System.nanoTime()
                    + TimeUnit.MILLISECONDS.toNanos(
                            FailoverServerLimits.TAKE_MILLIS.defaultValue());
    private int at;

    MarkedOutput(byte[] mark, OutputStream target) {
        this.mark = mark;
        this.target = target;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (System.nanoTime() - untilNanos > 0) {
            throw new IOException(
                    "it takes longer than " + FailoverServerLimits.TAKE_MILLIS.name());
        }
        int from = offset;
        int end = offset + length;
        while (from < end && at < mark.length) {
            if (bytes[from++] != mark[at++]) {
                throw new IOException("it is of another journal or another model");
            }
        }
        target.write(bytes, from, end - from);
    }
}
