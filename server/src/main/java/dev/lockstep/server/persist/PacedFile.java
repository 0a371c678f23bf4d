package dev.lockstep.server.persist;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A new file that is forced to the disk every so often: one that is forced at its end only makes
 * everybody wait who forces another file of the same disk, a journal above all.
 */
final class PacedFile extends OutputStream {
    private static final long FORCED = 8L << 20;

    private final FileChannel file;
    private long unforced;

    PacedFile(Path path) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes, offset, length);
        while (left.hasRemaining()) {
            unforced += file.write(left);
        }
        if (unforced >= FORCED) {
            file.force(false);
            unforced = 0;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
