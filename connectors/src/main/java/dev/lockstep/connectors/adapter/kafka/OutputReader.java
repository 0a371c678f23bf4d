package dev.lockstep.connectors.adapter.kafka;

import dev.lockstep.api.connector.BlockSink;
import dev.lockstep.api.connector.Publisher;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.transport.WindowReader;
import dev.lockstep.connectors.ConnectorCode;
import java.io.IOException;

/** Reads an output topic. */
final class OutputReader implements WindowReader {
    private final Publisher topic;
    private final boolean isRemembered;

    OutputReader(Publisher topic, boolean isRemembered) {
        this.topic = topic;
        this.isRemembered = isRemembered;
    }

    @Override
    public void run(BlockSink sink) throws InterruptedException {
        try {
            topic.run(sink);
        } catch (IOException e) {
            throw new LockstepException(
                    ConnectorCode.READ_FAILED, "The output topic cannot be read: " + e, e);
        }
    }

    @Override
    public boolean isRemembered() {
        return isRemembered;
    }

    @Override
    public void close() {
        try {
            topic.close();
        } catch (IOException e) {
            throw new LockstepException(
                    ConnectorCode.READ_FAILED, "The output topic cannot be left: " + e, e);
        }
    }
}
