package dev.lockstep.connectors.adapter.kafka;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.transport.WindowWriter;
import dev.lockstep.connectors.ConnectorCode;
import dev.lockstep.connectors.kafka.KafkaSettings;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * One adapter of a group: its blocks wait here until it is known that they are on the input topic,
 * whoever of the group has written them. A thread of its own does what the group asks for.
 */
final class GroupWriter implements WindowWriter {
    private final GroupQueue queue;
    private final Thread thread;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable RuntimeException failure;
    private final GroupMember member;

    GroupWriter(TransportSettings transport, KafkaSettings settings) throws InterruptedException {
        queue = new GroupQueue(transport.bufferedBlocks());
        member = new GroupMember(transport, settings, queue);
        member.prepare();
        thread = Thread.ofPlatform().name("group " + transport.group()).daemon().start(this::work);
    }

    private void work() {
        try {
            member.run();
        } catch (InterruptedException e) {
            // closed before it was done; what is not committed is the others'
        } catch (RuntimeException e) {
            failure =
                    e instanceof LockstepException
                            ? e
                            : new LockstepException(
                                    ConnectorCode.WRITE_FAILED,
                                    "The input topic cannot be written: " + e,
                                    e);
        } finally {
            queue.close();
            ended.countDown();
        }
    }

    private void check() {
        RuntimeException f = failure;
        if (f != null) {
            throw f;
        }
    }

    @Override
    public void publish(EventBlock block) throws InterruptedException {
        check();
        queue.put(block);
        check();
    }

    @Override
    public void finish() throws InterruptedException {
        queue.end();
        ended.await();
        check();
    }

    @Override
    public void stop() {
        member.stop();
    }

    @Override
    public boolean isFailed() {
        return failure != null;
    }

    @Override
    public void close() {
        queue.close();
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
