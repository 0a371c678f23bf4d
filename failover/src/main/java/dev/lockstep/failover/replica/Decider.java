package dev.lockstep.failover.replica;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.replica.ReplicaModel;
import dev.lockstep.failover.FailoverError;
import dev.lockstep.failover.FailoverLimits;
import dev.lockstep.failover.entry.Entry;
import dev.lockstep.failover.entry.RangeChecksum;
import dev.lockstep.failover.port.Effect;
import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.port.InputRecord;
import dev.lockstep.failover.port.Now;
import java.util.List;

/**
 * Decides the next entries of the journal while this engine reigns: which records of which input
 * come next, which payload, when time passes. Each entry is stepped as it is decided, by the same
 * code that steps what others have decided.
 */
final class Decider {
    private final ReplicaSettings settings;
    private final ReplicaState state;
    private final ReplicaModel model;
    private final List<InputBuffer> inputs;
    private final Stepper stepper;
    private final Offers offers;
    private final RangeChecksum checksum = new RangeChecksum();
    private int firstInput;
    private long lastTickNanos;
    private long lastEntryNanos;
    private long lastDigestNanos;
    private int sinceDigest;
    private long rangeBytes;

    /**
     * @param offers payloads that wait; taken from here as they are decided
     * @param now when it begins to decide
     */
    Decider(
            ReplicaSettings settings,
            ReplicaState state,
            ReplicaModel model,
            List<InputBuffer> inputs,
            Stepper stepper,
            Offers offers,
            Now now) {
        this.settings = settings;
        this.state = state;
        this.model = model;
        this.inputs = inputs;
        this.stepper = stepper;
        this.offers = offers;
        this.lastTickNanos = now.nanos();
        this.lastEntryNanos = now.nanos();
        this.lastDigestNanos = now.nanos();
    }

    /** The first entry of a project, from the input topics as they are now. */
    void start(Batch batch, Now now, List<Entry.Input> topics) {
        decide(batch, now, new Entry.Start(settings.seed(), model.identity(), topics), 0);
        lastTickNanos = now.nanos();
    }

    /**
     * This version of the project goes on where another one was.
     *
     * @param topics the input topics as they are now
     */
    void change(Batch batch, Now now, List<Entry.Input> topics) {
        List<Entry.Input> inputsNow = topics.stream().map(this::goingOn).toList();
        decide(batch, now, new Entry.ModelChange(model.identity(), inputsNow), 0);
    }

    /** From where the version before has come to in that topic; one that it had not is begun. */
    private Entry.Input goingOn(Entry.Input input) {
        Entry.Start before = state.start;
        long next = -1;
        for (int k = 0; before != null && k < before.inputs().size(); k++) {
            Entry.Input old = before.inputs().get(k);
            boolean isSame =
                    old.topicId().equals(input.topicId()) && old.partition() == input.partition();
            if (isSame && old.source().equals(input.source())) {
                next = state.inputNext[k];
                break;
            }
            if (isSame && (next < 0 || state.inputNext[k] < next)) {
                // the window has another name, or there were several: nothing is to be left out
                next = state.inputNext[k];
            }
        }
        return next < 0
                ? input
                : new Entry.Input(
                        input.source(), input.topic(), input.topicId(), input.partition(), next);
    }

    /**
     * Decides what there is to be decided now, up to the bounds of a batch and of one step.
     *
     * @param hasEnded whether the project ends once nothing waits
     */
    void decide(Batch batch, Now now, boolean hasEnded) {
        int before = sinceDigest;
        if (now.nanos() - lastTickNanos >= settings.tickNanos()) {
            tick(batch, now);
        }
        while (!offers.isEmpty() && !batch.isFull()) {
            offer(batch, now, offers.next());
        }
        if (!state.isEnded) {
            ranges(batch, now, FailoverLimits.RANGE_RECORDS.defaultValue());
        }
        boolean isIdle = sinceDigest == before;
        if (isIdle && hasEnded && offers.isEmpty() && !state.isEnded) {
            decide(batch, now, new Entry.End(), 0);
            return;
        }
        if (isIdle && now.nanos() - lastEntryNanos >= settings.idleTickNanos()) {
            tick(batch, now);
        }
        digest(batch, now);
    }

    /** Decides a little of what waits: the sooner it is committed, the sooner output goes on. */
    void first(Batch batch, Now now) {
        if (!state.isEnded) {
            ranges(batch, now, FailoverLimits.FIRST_RANGE_RECORDS.defaultValue());
        }
    }

    private void ranges(Batch batch, Now now, long most) {
        for (int k = 0; k < inputs.size() && !batch.isFull(); k++) {
            range(batch, now, (firstInput + k) % inputs.size(), most);
        }
        firstInput = inputs.isEmpty() ? 0 : (firstInput + 1) % inputs.size();
    }

    private void tick(Batch batch, Now now) {
        decide(batch, now, new Entry.Tick(), 0);
        lastTickNanos = now.nanos();
    }

    private void offer(Batch batch, Now now, Fact.Offered o) {
        boolean isRepeat = o.messageId() <= state.lastMessage(o.client());
        if (!isRepeat) {
            Entry.Payload payload =
                    new Entry.Payload(o.source(), o.client(), o.messageId(), o.content());
            decide(batch, now, payload, 0);
        }
        // what a repeat repeats may be under way itself, so it is acknowledged with the batch
        batch.add(new Effect.Receipt(o.client(), o.messageId(), isRepeat));
    }

    private void range(Batch batch, Now now, int input, long most) {
        InputBuffer buffer = inputs.get(input);
        if (buffer.isEmpty()) {
            String loss = buffer.loss();
            if (loss != null) {
                // to go on with the other inputs would leave this one out for ever, unnoticed
                throw new LockstepException(
                        FailoverError.LACKS_HISTORY, stepper.topic(input) + loss);
            }
            return;
        }
        checksum.reset();
        rangeBytes = 0;
        long to = 0;
        for (InputRecord r : buffer.records()) {
            boolean isMuch =
                    checksum.count() >= most
                            || rangeBytes >= FailoverLimits.BATCH_BYTES.defaultValue();
            if (isMuch) {
                break;
            }
            checksum.add(r.offset(), r.value());
            rangeBytes += r.value().length;
            to = r.offset() + 1;
        }
        decide(
                batch,
                now,
                new Entry.Range(
                        input, state.inputNext[input], to, checksum.count(), checksum.value()),
                rangeBytes);
    }

    private void digest(Batch batch, Now now) {
        boolean isDue =
                sinceDigest >= settings.digestEntries()
                        || sinceDigest > 0
                                && now.nanos() - lastDigestNanos >= settings.digestNanos();
        if (isDue) {
            decide(batch, now, new Entry.Digest(model.digests()), 0);
            lastDigestNanos = now.nanos();
            sinceDigest = 0;
        }
    }

    /** The active's last entry. */
    void abdicate(Batch batch, Now now, String to) {
        decide(batch, now, new Entry.Abdication(to), 0);
    }

    private void decide(Batch batch, Now now, Entry.Body body, long inputBytes) {
        long micros = Math.max(state.timeMicros, now.micros());
        Entry entry = new Entry(state.nextIndex, state.epoch, micros, body);
        batch.add(entry, inputBytes);
        if (!stepper.step(entry)) {
            throw new IllegalStateException("what was decided was not there");
        }
        batch.add(model.takeOutput());
        sinceDigest++;
        lastEntryNanos = now.nanos();
    }
}
