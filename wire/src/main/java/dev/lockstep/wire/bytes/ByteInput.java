package dev.lockstep.wire.bytes;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** Bytes in order. One reader thread. */
public interface ByteInput extends Closeable {
    /**
     * Reads at least one byte, if there is one.
     *
     * @return how many; 0 when none waits now but some may come, so that the caller can hand on
     *     what it has before it calls {@link #await}; -1 at the end
     */
    int read(byte[] into, int from, int length) throws IOException;

    /** Waits until {@link #read} may have something else to say than 0; for a bounded time. */
    void await() throws IOException, InterruptedException;

    /** At most so many bytes will come; buffers need not be larger. Large where nobody knows. */
    default int expectedBytes() {
        return Integer.MAX_VALUE;
    }

    /** Bytes whose reader may wait on every call, such as those of a plain file. */
    static ByteInput of(InputStream stream) {
        return new ByteInput() {
            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                return stream.read(into, from, length);
            }

            @Override
            public void await() {
                // read waits by itself
            }

            @Override
            public void close() throws IOException {
                stream.close();
            }
        };
    }
}
