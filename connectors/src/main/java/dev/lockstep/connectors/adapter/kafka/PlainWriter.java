package dev.lockstep.connectors.adapter.kafka;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.connector.Subscriber;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.transport.WindowWriter;
import dev.lockstep.connectors.ConnectorCode;
import java.io.IOException;
import java.io.InterruptedIOException;

/** Writes to the input topic without regard to anybody else. */
final class PlainWriter implements WindowWriter {
    private final Subscriber topic;
    private volatile boolean isFailed;

    /**
     * @param topic not open yet
     */
    PlainWriter(Subscriber topic) throws InterruptedException {
        this.topic = topic;
        run(topic::open);
    }

    private interface Work {
        void run() throws IOException;
    }

    private void run(Work work) throws InterruptedException {
        try {
            work.run();
        } catch (InterruptedIOException e) {
            Thread.interrupted();
            throw new InterruptedException();
        } catch (IOException e) {
            isFailed = true;
            throw new LockstepException(
                    ConnectorCode.WRITE_FAILED, "The input topic cannot be written: " + e, e);
        } catch (LockstepException e) {
            isFailed = true;
            throw e;
        }
    }

    @Override
    public void publish(EventBlock block) throws InterruptedException {
        run(() -> topic.accept(block));
    }

    @Override
    public void finish() throws InterruptedException {
        run(topic::flush);
    }

    @Override
    public void stop() {
        // nobody else is waited for
    }

    @Override
    public boolean isFailed() {
        return isFailed;
    }

    @Override
    public void close() {
        try {
            topic.close();
        } catch (IOException e) {
            throw new LockstepException(
                    ConnectorCode.WRITE_FAILED, "The input topic cannot be written: " + e, e);
        }
    }
}
