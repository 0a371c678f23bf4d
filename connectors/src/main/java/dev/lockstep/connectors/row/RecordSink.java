package dev.lockstep.connectors.row;

import java.io.IOException;

/** Takes what one record holds. */
public interface RecordSink {
    /** The bytes from {@code from} to {@code to}, which are used again after the call. */
    void record(byte[] bytes, int from, int to) throws IOException;
}
