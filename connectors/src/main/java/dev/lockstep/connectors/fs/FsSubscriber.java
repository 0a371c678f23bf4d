package dev.lockstep.connectors.fs;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.connector.Subscriber;
import dev.lockstep.connectors.ConnectorCode;
import dev.lockstep.wire.bytes.ByteSink;
import dev.lockstep.wire.codec.EventEncoder;
import java.io.IOException;

/** Writes blocks through a large buffer to a file, a socket or standard output. */
final class FsSubscriber implements Subscriber {
    private static final int BUFFER = 256 << 10;

    private final FsSettings settings;
    private final EventEncoder encoder;
    private final FsOutput output;
    private final boolean isUnbuffered;
    private final ByteSink sink = new ByteSink(BUFFER + (BUFFER >> 2));
    private boolean isOpen;

    /** Whether the current file has more than what stands before the first event. */
    private boolean hasRows;

    FsSubscriber(FsSettings settings) {
        this.settings = settings;
        this.encoder = settings.encoder();
        this.output = new FsOutput(settings);
        this.isUnbuffered = settings.isTrue("unbufferedoutputstreams");
    }

    @Override
    public boolean wantsSnapshot() {
        return settings.isTrue("snapshot");
    }

    @Override
    public boolean wantsCollapsed() {
        return settings.isTrue("collapse");
    }

    @Override
    public boolean skipsRetentionDeletes() {
        return settings.isTrue("rmretdel");
    }

    @Override
    public void open() {
        try {
            output.open();
        } catch (IOException e) {
            throw Failures.of(
                    ConnectorCode.OPEN_FAILED, "cannot open " + settings.place().shown(), e);
        }
        isOpen = true;
        encoder.begin(sink);
    }

    @Override
    public void accept(EventBlock block) {
        int before = sink.size();
        encoder.encode(block, sink);
        if (hasRows && output.isDueToRotate(before, sink.size() - before)) {
            rotate(before);
        }
        hasRows |= sink.size() > before;
        if (isUnbuffered || sink.size() >= BUFFER) {
            drain(false);
        }
    }

    /** Ends the file with what was there before this block, and begins the next with the block. */
    private void rotate(int before) {
        byte[] added = java.util.Arrays.copyOfRange(sink.bytes(), before, sink.size());
        sink.truncate(before);
        encoder.end(sink);
        drain(false);
        try {
            output.next();
        } catch (IOException e) {
            throw failed(e);
        }
        encoder.begin(sink);
        sink.put(added);
    }

    @Override
    public void flush() {
        drain(true);
    }

    private void drain(boolean isVisible) {
        try {
            output.write(sink, isVisible || isUnbuffered);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private RuntimeException failed(IOException e) {
        return Failures.of(
                ConnectorCode.WRITE_FAILED, "cannot write to " + settings.place().shown(), e);
    }

    @Override
    public void close() throws IOException {
        if (!isOpen) {
            return;
        }
        isOpen = false;
        try {
            encoder.end(sink);
            output.write(sink, true);
            output.close();
        } catch (IOException e) {
            throw failed(e);
        } finally {
            output.abandon();
        }
    }
}
