package dev.lockstep.failover.replica;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.replica.ReplicaModel;
import dev.lockstep.failover.FailoverError;
import dev.lockstep.failover.entry.Entry;
import dev.lockstep.failover.entry.RangeChecksum;
import dev.lockstep.failover.port.InputRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Steps one entry: checks that it may follow what was stepped before, brings it to the model, and
 * moves the positions. Nothing has changed where an entry is refused or must wait.
 */
final class Stepper {
    private final ReplicaState state;
    private final ReplicaModel model;
    private final List<InputBuffer> inputs;
    private final RangeChecksum checksum = new RangeChecksum();
    private final List<InputRecord> range = new ArrayList<>();
    private boolean isDigestProven;

    /** The state is taken over from another version, which the journal has not gone over from. */
    private boolean isChanging;

    Stepper(ReplicaState state, ReplicaModel model, List<InputBuffer> inputs) {
        this.state = state;
        this.model = model;
        this.inputs = inputs;
        Entry.Start start = state.start;
        this.isChanging = start != null && !start.identity().equals(model.identity());
    }

    /**
     * Whether the model has taken over the state of another version of the project, and the journal
     * has still to say that it goes on with this one.
     */
    boolean isChanging() {
        return isChanging;
    }

    /** Whether a digest of somebody else has agreed. */
    boolean isDigestProven() {
        return isDigestProven;
    }

    /**
     * @return false if records of an input that the entry names have not been read yet
     * @throws LockstepException if this engine cannot go on in step with the journal
     */
    boolean step(Entry entry) {
        checkOrder(entry);
        checkVersion(entry);
        if (entry.body() instanceof Entry.Range r && !collect(r)) {
            return false;
        }
        apply(entry);
        state.nextIndex = entry.index() + 1;
        state.epoch = entry.epoch();
        state.timeMicros = entry.timeMicros();
        state.isAbdicated = entry.body() instanceof Entry.Abdication;
        return true;
    }

    private void checkOrder(Entry e) {
        boolean isReign = e.body() instanceof Entry.Reign;
        if (e.index() != state.nextIndex) {
            throw outOfOrder(e, "it is number " + state.nextIndex + "'s turn");
        }
        if (isReign ? e.epoch() <= state.epoch : e.epoch() != state.epoch) {
            throw outOfOrder(e, "its epoch " + e.epoch() + " follows " + state.epoch);
        }
        if (e.timeMicros() < state.timeMicros) {
            throw outOfOrder(e, "its time goes back");
        }
        if (e.body() instanceof Entry.Start ? state.start != null : needsStart(e)) {
            throw outOfOrder(e, "the project starts once, before everything else");
        }
        if (state.isAbdicated && !isReign) {
            throw outOfOrder(e, "its engine had handed over");
        }
        if (state.isEnded && !isSign(e.body())) {
            throw outOfOrder(e, "the project has ended");
        }
    }

    /** What another version has stepped cannot be stepped by this one, and the other way round. */
    private void checkVersion(Entry e) {
        switch (e.body()) {
            case Entry.ModelChange c -> {
                if (!c.identity().equals(model.identity())) {
                    throw new LockstepException(
                            FailoverError.OTHER_MODEL,
                            "From entry "
                                    + e.index()
                                    + " on another version of the project goes on. "
                                    + difference(c.identity(), model.identity()));
                }
            }
            case Entry.Reign ignored -> {}
            case Entry.Abdication ignored -> {}
            case Entry.Digest ignored -> {}
            default -> {
                Entry.Start start = state.start;
                if (isChanging && start != null) {
                    throw new LockstepException(
                            FailoverError.OTHER_MODEL,
                            "The state was taken over before entry "
                                    + e.index()
                                    + ", but the version before has gone on with that. "
                                    + difference(start.identity(), model.identity()));
                }
            }
        }
    }

    /** Whether an entry is about who reigns, with which version, and that it lives: not input. */
    private static boolean isSign(Entry.Body body) {
        return switch (body) {
            case Entry.Reign ignored -> true;
            case Entry.Abdication ignored -> true;
            case Entry.Tick ignored -> true;
            case Entry.Digest ignored -> true;
            case Entry.ModelChange ignored -> true;
            default -> false;
        };
    }

    /** What an engine waits for whose version another one has to decide on. */
    String waits() {
        Entry.Start start = state.start;
        return "Waits for the journal to go over to this version of the project."
                + (start == null ? "" : " " + difference(start.identity(), model.identity()));
    }

    private boolean needsStart(Entry e) {
        return switch (e.body()) {
            case Entry.Range ignored -> state.start == null;
            case Entry.Payload ignored -> state.start == null;
            case Entry.Tick ignored -> state.start == null;
            case Entry.Digest ignored -> state.start == null;
            case Entry.End ignored -> state.start == null;
            case Entry.ModelChange ignored -> state.start == null;
            default -> false;
        };
    }

    private static LockstepException outOfOrder(Entry e, String why) {
        return new LockstepException(
                FailoverError.JOURNAL_OUT_OF_ORDER,
                "Entry "
                        + e.index()
                        + " of epoch "
                        + e.epoch()
                        + " does not follow what was there before: "
                        + why
                        + ".");
    }

    /** Finds the records of a range and checks that they are the ones that were meant. */
    private boolean collect(Entry.Range r) {
        if (r.input() < 0 || r.input() >= inputs.size()) {
            throw new LockstepException(
                    FailoverError.JOURNAL_OUT_OF_ORDER, "There is no input " + r.input() + ".");
        }
        if (r.from() != state.inputNext[r.input()]) {
            throw new LockstepException(
                    FailoverError.JOURNAL_OUT_OF_ORDER,
                    topic(r.input())
                            + "an entry goes on at offset "
                            + r.from()
                            + ", the one before ended at "
                            + state.inputNext[r.input()]
                            + ".");
        }
        InputBuffer buffer = inputs.get(r.input());
        String loss = buffer.loss();
        if (!buffer.isReadTo(r.to())) {
            if (loss != null) {
                throw new LockstepException(FailoverError.LACKS_HISTORY, topic(r.input()) + loss);
            }
            return false;
        }
        range.clear();
        checksum.reset();
        for (InputRecord record : buffer.records()) {
            if (record.offset() >= r.to()) {
                break;
            }
            range.add(record);
            checksum.add(record.offset(), record.value());
        }
        if (range.size() != r.count() || checksum.value() != r.checksum()) {
            throw new LockstepException(
                    FailoverError.INPUT_DIFFERS,
                    topic(r.input())
                            + "offsets "
                            + r.from()
                            + " to "
                            + r.to()
                            + " hold "
                            + range.size()
                            + " records, the journal has "
                            + r.count()
                            + (range.size() == r.count() ? " of other content." : "."));
        }
        return true;
    }

    /** Names an input's topic at the beginning of a sentence. */
    String topic(int input) {
        Entry.Start start = state.start;
        String name = start == null ? "?" : start.inputs().get(input).topic();
        return "Input topic " + name + ": ";
    }

    private void apply(Entry e) {
        switch (e.body()) {
            case Entry.Reign r -> state.reignEngine = r.engine();
            case Entry.Start s -> start(e, s);
            case Entry.Range r -> apply(r, e.timeMicros());
            case Entry.Payload p -> {
                model.payload(p.source(), e.timeMicros(), p.content());
                state.took(p.client(), p.messageId());
            }
            case Entry.Tick ignored -> {
                if (!state.isEnded) {
                    model.tick(e.timeMicros());
                }
            }
            case Entry.Digest d -> {
                if (!isChanging) {
                    compare(e, d.digests());
                }
            }
            case Entry.ModelChange c -> {
                state.changed(e, c);
                isChanging = false;
            }
            case Entry.End ignored -> {
                model.end(e.timeMicros());
                state.isEnded = true;
            }
            case Entry.Abdication ignored -> {
                // nothing but a word to whoever follows
            }
        }
    }

    private void start(Entry e, Entry.Start s) {
        if (!s.identity().equals(model.identity())) {
            throw new LockstepException(
                    FailoverError.OTHER_MODEL, difference(s.identity(), model.identity()));
        }
        model.start(e.timeMicros(), s.seed());
        state.started(e, s);
    }

    /** What differs between the journal's project and this engine's. */
    static String difference(Map<String, String> journals, Map<String, String> own) {
        TreeMap<String, String> names = new TreeMap<>(own);
        names.putAll(journals);
        List<String> all = new ArrayList<>();
        for (String name : names.keySet()) {
            String here = own.getOrDefault(name, "nothing");
            String there = journals.getOrDefault(name, "nothing");
            if (!here.equals(there)) {
                all.add(name + " is " + here + " here and " + there + " in the journal");
            }
        }
        return "This engine has another project: " + String.join("; ", all) + ".";
    }

    private void apply(Entry.Range r, long micros) {
        InputBuffer buffer = inputs.get(r.input());
        while (!buffer.isEmpty() && buffer.records().iterator().next().offset() < r.to()) {
            InputRecord record = buffer.take();
            model.record(r.input(), micros, record.offset(), record.value());
        }
        range.clear();
        state.inputNext[r.input()] = r.to();
    }

    private void compare(Entry e, long[] theirs) {
        long[] ours = model.digests();
        if (Arrays.equals(ours, theirs)) {
            isDigestProven = true;
            return;
        }
        int k = Arrays.mismatch(ours, theirs);
        List<String> windows = model.windows();
        throw new LockstepException(
                FailoverError.DIVERGED,
                "Before entry "
                        + e.index()
                        + " window "
                        + (k < windows.size() ? windows.get(k) : "number " + k)
                        + " has another history here ("
                        + hex(ours, k)
                        + ") than on engine "
                        + state.reignEngine
                        + " ("
                        + hex(theirs, k)
                        + ").");
    }

    private static String hex(long[] digests, int k) {
        return k < digests.length ? Long.toHexString(digests[k]) : "none";
    }
}
