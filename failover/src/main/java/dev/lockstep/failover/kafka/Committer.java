package dev.lockstep.failover.kafka;

import dev.lockstep.api.replica.ReplicaOutput;
import dev.lockstep.failover.port.Effect;
import dev.lockstep.failover.port.Fact;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fences and commits, one after the other, in a thread of its own. A producer of which anything
 * failed is never used again: what became of its last commit shows in the journal, behind the next
 * fence.
 */
final class Committer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

    private final KafkaBusSettings settings;
    private final Consumer<Fact> sink;
    private final ProducerStock stock;
    private final Worker worker;

    /** Has fenced; of the worker's thread alone. */
    private @Nullable Producer<byte[], byte[]> reigning;

    private boolean isFirstCommit;

    Committer(KafkaBusSettings settings, Consumer<Fact> sink) {
        this.settings = settings;
        this.sink = sink;
        this.stock = new ProducerStock(settings);
        this.worker = new Worker(settings.engine() + "-kafka-commit");
    }

    void fence(Effect.Fence f) {
        worker.execute(() -> sink.accept(fenceNow(f)));
    }

    void commit(Effect.Commit c) {
        worker.execute(() -> sink.accept(commitNow(c)));
    }

    private Fact fenceNow(Effect.Fence f) {
        drop();
        Producer<byte[], byte[]> p = null;
        try {
            p = stock.take();
            p.initTransactions();
            reigning = p;
            isFirstCommit = true;
            return new Fact.Fenced(f.ticket());
        } catch (KafkaException | IllegalStateException e) {
            if (p != null) {
                stock.discard(p);
            }
            stock.refill();
            tell("fence", e);
            return new Fact.Failed(f.ticket(), Failures.reason(e));
        }
    }

    private Fact commitNow(Effect.Commit c) {
        Producer<byte[], byte[]> p = reigning;
        if (p == null) {
            return new Fact.CommitUnknown(c.batch(), "there was no fence since the last failure");
        }
        Oversize oversize = new Oversize(settings);
        try {
            p.beginTransaction();
            for (byte[] entry : c.entries()) {
                p.send(
                        new ProducerRecord<>(
                                settings.journal(),
                                KafkaBusSettings.JOURNAL_PARTITION,
                                null,
                                entry),
                        oversize.watch(settings.journal(), entry.length));
            }
            send(p, c, oversize);
            p.commitTransaction();
        } catch (KafkaException | IllegalStateException e) {
            drop();
            stock.refill();
            tell("commit", e);
            if (oversize.isFound() && !Failures.isFenced(e)) {
                return new Fact.CommitImpossible(c.batch(), oversize.problem());
            }
            return Failures.isFenced(e)
                    ? new Fact.CommitRefused(c.batch())
                    : new Fact.CommitUnknown(c.batch(), Failures.reason(e));
        }
        if (isFirstCommit) {
            isFirstCommit = false;
            stock.refill();
        }
        return new Fact.Committed(c.batch());
    }

    private void tell(String what, RuntimeException e) {
        if (!worker.isClosed()) {
            LOG.warn("{} could not {}: {}", settings.engine(), what, Failures.reason(e));
        }
    }

    private void send(Producer<byte[], byte[]> p, Effect.Commit c, Oversize oversize) {
        OutputRecords records = new OutputRecords(c.epoch());
        for (ReplicaOutput o : c.output()) {
            KafkaBusSettings.Output to = settings.outputs().get(o.output());
            p.send(
                    records.of(
                            to.topic(),
                            to.partition(),
                            o.value(),
                            to.isNumbered() ? o.sequence() : OutputRecords.UNNUMBERED),
                    oversize.watch(to.topic(), o.value().length));
        }
    }

    private void drop() {
        Producer<byte[], byte[]> p = reigning;
        reigning = null;
        if (p != null) {
            stock.discard(p);
        }
    }

    @Override
    public void close() {
        worker.close();
        // of this thread now: the worker has ended, or hangs and is left behind
        drop();
        stock.close();
    }
}
