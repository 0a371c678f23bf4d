package dev.lockstep.server.persist;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A new file that is forced to the disk every so often: one that is forced at its end only makes
 * everybody wait who forces another file of the same disk, a journal above all. One thread.
 */
final class PacedFile extends OutputStream {
    private final FileChannel file;
    private final WritePace pace;
    private int unforced;

    /** When it may go on. */
    private long dueNanos = System.nanoTime();

    PacedFile(Path path, WritePace pace) throws IOException {
        this.file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        this.pace = pace;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes, offset, length);
        int end = left.limit();
        while (left.position() < end) {
            left.limit(Math.min(end, left.position() + pace.pieceBytes() - unforced));
            unforced += file.write(left);
            if (unforced >= pace.pieceBytes()) {
                file.force(false);
                await(unforced);
                unforced = 0;
            }
        }
    }

    private void await(int written) {
        if (pace.bytesPerSecond() > 0) {
            long nanos = TimeUnit.SECONDS.toNanos(written) / pace.bytesPerSecond();
            // a disk that was slow for a while is not made up for by haste
            dueNanos = Math.max(System.nanoTime(), dueNanos) + nanos;
            for (long now = System.nanoTime();
                    dueNanos - now > 0 && !Thread.currentThread().isInterrupted();
                    now = System.nanoTime()) {
                LockSupport.parkNanos(dueNanos - now);
            }
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
