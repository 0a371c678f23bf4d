package dev.lockstep.connectors.fs;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.connectors.ConnectorCode;
import dev.lockstep.wire.bytes.ByteInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/**
 * A file that is read to the end that is there when it is reached, or that is waited at for more. A
 * file that was shortened or removed meanwhile is an error.
 */
final class FileInput implements ByteInput {
    private static final long POLL_MILLIS = 20;

    private final Path path;
    private final boolean isGrowing;
    private final boolean isRegular;
    private final FileChannel channel;
    private final long sizeAtStart;
    private long position;
    private byte[] wrapped = {};
    private ByteBuffer buffer = ByteBuffer.wrap(wrapped);

    FileInput(Path path, boolean isGrowing) {
        this.path = path;
        this.isGrowing = isGrowing;
        try {
            channel = FileChannel.open(path, StandardOpenOption.READ);
            isRegular = Files.isRegularFile(path);
            sizeAtStart = channel.size();
        } catch (IOException e) {
            throw Failures.of(ConnectorCode.OPEN_FAILED, "cannot open " + path, e);
        }
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (wrapped != into) {
            wrapped = into;
            buffer = ByteBuffer.wrap(into);
        }
        buffer.limit(from + length).position(from);
        int read;
        try {
            read = channel.read(buffer);
        } catch (java.nio.channels.ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            throw Failures.of(ConnectorCode.READ_FAILED, "cannot read " + path, e);
        }
        if (read > 0) {
            position += read;
            return read;
        }
        if (isRegular) {
            checkStillThere();
        }
        return isGrowing ? 0 : -1;
    }

    private void checkStillThere() throws IOException {
        if (!Files.exists(path)) {
            throw new LockstepException(
                    ConnectorCode.INPUT_VANISHED, "The file " + path + " was removed while read");
        }
        if (position < sizeAtStart || channel.size() < position) {
            throw new LockstepException(
                    ConnectorCode.INPUT_TRUNCATED,
                    "The file "
                            + path
                            + " was shortened while read: "
                            + channel.size()
                            + " bytes are left, "
                            + position
                            + " were read");
        }
    }

    @Override
    public void await() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
