package dev.lockstep.failover.local;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.failover.FailoverLimits;
import dev.lockstep.failover.port.Effect;
import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.port.JournalRecord;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A project's journal on this machine alone. Has no input and no output topics. The lock on the
 * folder is the fence: nobody else can commit from its first moment to the end of the process.
 */
public final class LocalBus implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalBus.class);

    /** Records told at once. */
    private static final int TOLD = 256;

    private static final int PATIENCE_SECONDS = 5;

    private final LocalJournal journal;
    private final Consumer<Fact> sink;
    private final Consumer<Throwable> crash;
    private final ExecutorService writer;
    private final ExecutorService reader;

    // of the reading
    private final Object reading = new Object();
    private int ticket;
    private long credit;

    /**
     * @param folder of the project's journal; made if it is not there
     * @param sink thread-safe; may wait
     * @param crash ends the process at once; called when the disk failed to keep what was written,
     *     after which nothing may be told to anybody
     * @throws LockstepException with a code of {@link LocalError}
     */
    public LocalBus(String project, Path folder, Consumer<Fact> sink, Consumer<Throwable> crash) {
        this.journal = LocalJournal.open(folder);
        this.sink = sink;
        this.crash = crash;
        this.writer =
                Executors.newSingleThreadExecutor(
                        r -> Thread.ofPlatform().name("journal " + project).daemon().unstarted(r));
        this.reader =
                Executors.newSingleThreadExecutor(
                        r ->
                                Thread.ofPlatform()
                                        .name("journal reader " + project)
                                        .daemon()
                                        .unstarted(r));
    }

    /**
     * Begins to carry out an effect; does not wait.
     *
     * @return false if the effect is somebody else's business
     */
    public boolean perform(Effect effect) {
        switch (effect) {
            case Effect.FollowJournal f -> follow(f);
            case Effect.FollowInput f ->
                    writer.execute(
                            () ->
                                    sink.accept(
                                            new Fact.InputLost(
                                                    f.ticket(),
                                                    f.input(),
                                                    "a local journal has no input topics")));
            case Effect.Credit c -> {
                synchronized (reading) {
                    credit += c.ticket() == ticket && c.input() < 0 ? c.bytes() : 0;
                    reading.notifyAll();
                }
            }
            case Effect.AskJournalEnd a ->
                    writer.execute(
                            () -> sink.accept(new Fact.JournalEnd(a.ticket(), journal.end())));
            case Effect.Rehearse r ->
                    writer.execute(() -> sink.accept(new Fact.Rehearsed(r.ticket(), List.of())));
            case Effect.Fence f -> writer.execute(() -> sink.accept(new Fact.Fenced(f.ticket())));
            case Effect.Commit c -> writer.execute(() -> commit(c));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void commit(Effect.Commit c) {
        try {
            journal.append(c.entries());
            sink.accept(new Fact.Committed(c.batch()));
        } catch (IOException e) {
            LOG.error("The journal cannot be written, which is tried again: {}", e.toString());
            sink.accept(new Fact.CommitUnknown(c.batch(), e.toString()));
        } catch (RuntimeException | Error e) {
            crash.accept(e);
        }
    }

    // ---- reading

    private void follow(Effect.FollowJournal f) {
        synchronized (reading) {
            ticket = f.ticket();
            credit = FailoverLimits.READ_AHEAD_BYTES.defaultValue();
            reading.notifyAll();
        }
        reader.execute(
                () -> {
                    try {
                        read(f.ticket(), f.from());
                    } catch (IOException | LockstepException e) {
                        LOG.error("The journal cannot be read: {}", e.getMessage());
                        sink.accept(
                                new Fact.JournalLost(f.ticket(), String.valueOf(e.getMessage())));
                    } catch (InterruptedException e) {
                        // the project is being closed
                    }
                });
    }

    private boolean isCurrent(int asked) {
        synchronized (reading) {
            return ticket == asked;
        }
    }

    private void read(int own, long from) throws IOException, InterruptedException {
        if (from < journal.start()) {
            sink.accept(
                    new Fact.JournalLost(
                            own, "the journal begins at record " + journal.start() + "."));
            return;
        }
        long next = from;
        while (isCurrent(own)) {
            if (journal.awaitRecord(next)) {
                long read = segment(own, next);
                if (read == next && isCurrent(own)) {
                    throw new LockstepException(
                            LocalError.DAMAGED,
                            "The journal's file that holds record " + next + " ends before it.");
                }
                next = read;
            }
        }
    }

    /** Reads on in one segment, as far as it goes. */
    private long segment(int own, long from) throws IOException, InterruptedException {
        try (Segment.Reading in = journal.reading(from)) {
            while (in.next() < from) {
                in.read();
            }
            while (isCurrent(own)) {
                if (journal.awaitRecord(in.next()) && !tell(own, in)) {
                    return in.next();
                }
            }
            return in.next();
        }
    }

    /** Tells some records; false at the end of the segment. */
    private boolean tell(int own, Segment.Reading in) throws IOException, InterruptedException {
        List<JournalRecord> records = new ArrayList<>();
        long end = journal.end();
        long bytes = 0;
        boolean isOver = false;
        while (in.next() < end && records.size() < TOLD && bytes < LocalJournal.recordMost()) {
            try {
                JournalRecord r = new JournalRecord(in.next(), in.read());
                records.add(r);
                bytes += r.bytes();
            } catch (EOFException e) {
                isOver = true;
                break;
            }
        }
        if (!records.isEmpty() && take(own, bytes)) {
            sink.accept(new Fact.JournalRead(own, records, in.next()));
        }
        return !isOver;
    }

    /** Waits for credit. */
    private boolean take(int own, long bytes) throws InterruptedException {
        synchronized (reading) {
            while (ticket == own && credit <= 0) {
                reading.wait();
            }
            credit -= bytes;
            return ticket == own;
        }
    }

    /** Removes what no kept snapshot needs: everything before that offset, in whole files. */
    public void trim(long offset) {
        writer.execute(
                () -> {
                    try {
                        journal.trim(offset);
                    } catch (IOException e) {
                        LOG.warn("Old files of the journal are not removed: {}", e.toString());
                    }
                });
    }

    /** Ends all threads; what was under way is committed or not. */
    @Override
    public void close() {
        synchronized (reading) {
            ticket = -1;
            reading.notifyAll();
        }
        reader.shutdownNow();
        writer.shutdown();
        try {
            if (writer.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                journal.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn("The journal was not closed: {}", e.toString());
        }
    }
}
