package dev.lockstep.testkit.simulation;

import dev.lockstep.api.replica.ReplicaModel;
import dev.lockstep.api.replica.ReplicaOutput;
import dev.lockstep.failover.entry.Entry;
import dev.lockstep.failover.entry.EntryCodec;
import dev.lockstep.failover.port.Effect;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Knows what is right: steps one model with every entry as it is committed, in the plainest way,
 * and holds against it what is committed, what is seen, what is released and what engines hold.
 */
final class Judge {
    private final World world;
    private ReplicaModel model;
    private final SortedMap<String, String> firstVersion;
    private long changeIndex = Long.MAX_VALUE;
    private final List<List<byte[]>> output = new ArrayList<>();
    private final List<Long> states = new ArrayList<>();
    private final List<Long> offsets = new ArrayList<>();
    private final List<long[]> inputs = new ArrayList<>();
    private final int[] observed;
    private final int[] observedPlace;
    private final Map<String, Set<Long>> payloads = new HashMap<>();
    private final Map<String, Long> lastMessage = new HashMap<>();
    private final long[] inputNext;
    private Entry.@Nullable Start start;
    private int epoch;
    private String reigning = "";
    private long micros = Long.MIN_VALUE;
    private boolean isAbdicated;
    private boolean hasEnded;
    private long reignTime = -100 * Timeline.SECOND;
    private int reigns;

    Judge(World world, ReplicaModel model) {
        this.world = world;
        this.model = model;
        this.firstVersion = model.identity();
        Log[] outputs = world.bus().outputs;
        for (int k = 0; k < outputs.length; k++) {
            int log = k;
            output.add(new ArrayList<>());
            outputs[k].listen(() -> observe(log));
        }
        observed = new int[outputs.length];
        observedPlace = new int[outputs.length];
        inputNext = new long[world.bus().inputs.length];
        model.speak(true);
        states.add(world.project().state(model));
        inputs.add(inputNext.clone());
    }

    int epoch() {
        return epoch;
    }

    String reigning() {
        return reigning;
    }

    int reigns() {
        return reigns;
    }

    /** When the last reign was committed. */
    long reignTime() {
        return reignTime;
    }

    boolean hasEnded() {
        return hasEnded;
    }

    long[] inputNext() {
        return inputNext;
    }

    /** Where each input goes on behind so many entries. */
    long[] inputNext(long index) {
        return inputs.get((int) index);
    }

    /** How many entries are committed. */
    int index() {
        return states.size() - 1;
    }

    /** The state behind so many entries, as one number. */
    long state(long index) {
        return states.get((int) index);
    }

    /** Offset of the first record behind so many entries, at least. */
    long offset(long index) {
        return index == 0 ? 0 : offsets.get((int) index - 1) + 1;
    }

    /** Whether the journal has gone over to the next version of the project. */
    boolean hasGoneOver() {
        return changeIndex < Long.MAX_VALUE;
    }

    /** Whether a model is of the version whose state is known behind so many entries. */
    boolean isOfVersion(ReplicaModel m, long index) {
        return m.identity().equals(index > changeIndex ? model.identity() : firstVersion);
    }

    /** A transaction is committed, from this moment on and for ever. */
    void committed(Bus.Attempt attempt) {
        Effect.Commit commit = attempt.commit;
        world.seen(Seen.COMMITTED);
        int place = placeOf(attempt);
        for (byte[] bytes : commit.entries()) {
            Entry entry = EntryCodec.read(bytes);
            step(entry, attempt.engine);
            require(entry.epoch() == commit.epoch(), "a batch holds entries of several epochs");
            states.add(world.project().state(model));
            inputs.add(
                    entry.body() instanceof Entry.Range
                            ? inputNext.clone()
                            : inputs.get(inputs.size() - 1));
            offsets.add(world.bus().journal.slot(place++).offset());
            world.seen(Seen.ENTRY);
        }
        compare(model.takeOutput(), commit.output());
        for (ReplicaOutput o : commit.output()) {
            output.get(o.output()).add(o.value());
            world.seen(Seen.OUTPUT);
        }
    }

    private int placeOf(Bus.Attempt attempt) {
        Log journal = world.bus().journal;
        int place = journal.places();
        while (place > 0 && journal.slot(place - 1).transaction() == attempt) {
            place--;
        }
        return place;
    }

    private void compare(List<ReplicaOutput> expected, List<ReplicaOutput> actual) {
        require(
                expected.size() == actual.size(),
                "a batch has " + actual.size() + " outputs, right are " + expected.size());
        for (int k = 0; k < actual.size(); k++) {
            ReplicaOutput a = actual.get(k);
            ReplicaOutput e = expected.get(k);
            boolean isRight =
                    a.output() == e.output()
                            && a.sequence() == e.sequence()
                            && Arrays.equals(a.value(), e.value());
            require(isRight, "output " + a.output() + " number " + a.sequence() + " is wrong");
        }
    }

    private void step(Entry e, String writer) {
        boolean isReign = e.body() instanceof Entry.Reign;
        require(e.index() == index(), "entry " + e.index() + " comes at place " + index());
        require(
                isReign ? e.epoch() > epoch : e.epoch() == epoch,
                "entry " + e.index() + " has epoch " + e.epoch() + " behind " + epoch);
        require(
                isReign || writer.equals(reigning),
                writer + " writes while " + reigning + " reigns");
        require(isReign || !isAbdicated, "an entry follows an abdication");
        require(e.timeMicros() >= micros, "time goes back at entry " + e.index());
        micros = e.timeMicros();
        epoch = e.epoch();
        isAbdicated = false;
        switch (e.body()) {
            case Entry.Reign r -> reign(r, writer);
            case Entry.Start s -> {
                require(start == null && !hasEnded, "the project starts twice");
                start = s;
                model.start(micros, s.seed());
            }
            case Entry.Range r -> range(r);
            case Entry.Payload p -> payload(p);
            case Entry.Tick ignored -> {
                if (!hasEnded) {
                    model.tick(micros);
                }
            }
            case Entry.Digest d ->
                    require(Arrays.equals(d.digests(), model.digests()), "a digest is wrong");
            case Entry.Abdication ignored -> {
                isAbdicated = true;
                world.seen(Seen.HANDED_OVER);
            }
            case Entry.ModelChange c -> change(c, writer);
            case Entry.End ignored -> {
                require(!hasEnded, "the project ends twice");
                hasEnded = true;
                world.seen(Seen.ENDED);
                model.end(micros);
            }
        }
    }

    private void change(Entry.ModelChange c, String writer) {
        require(start != null && !hasEnded, "a change outside of the project's life");
        require(!hasGoneOver(), "the version changes twice");
        String machine = writer.replaceAll("#.*", "");
        require(world.mayChange(machine), writer + " was not told to change the version");
        for (int k = 0; k < inputNext.length; k++) {
            require(c.inputs().get(k).from() == inputNext[k], "input " + k + " goes on elsewhere");
        }
        model = next();
        require(c.identity().equals(model.identity()), "it is another version");
        model.speak(true);
        changeIndex = index();
    }

    private ReplicaModel next() {
        if (!(world.newModel() instanceof Project.TakingOver next)) {
            throw new Violation("there is no next version");
        }
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            model.save(new DataOutputStream(bytes));
            next.takeOver(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
            return next;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void reign(Entry.Reign r, String writer) {
        require(r.engine().equals(writer), writer + " lets " + r.engine() + " reign");
        world.seen(Seen.REIGN);
        if (!reigning.isEmpty() && !reigning.equals(writer)) {
            world.seen(Seen.TAKE_OVER);
        }
        reigning = writer;
        reigns++;
        reignTime = world.timeline().now();
    }

    private void range(Entry.Range r) {
        require(start != null && !hasEnded, "a range outside of the project's life");
        require(
                r.from() == inputNext[r.input()],
                "input " + r.input() + " goes on at " + r.from() + ", not " + inputNext[r.input()]);
        Log log = world.bus().inputs[r.input()];
        require(r.to() <= log.lastStable(), "a range of what is not committed");
        int count = 0;
        for (int k = log.placeOf(r.from()); k < log.places(); k++) {
            Log.Slot slot = log.slot(k);
            if (slot.offset() >= r.to()) {
                break;
            }
            byte[] value = Log.committed(slot);
            if (value != null) {
                model.record(r.input(), micros, slot.offset(), value);
                count++;
            }
        }
        require(count == r.count(), "a range counts " + r.count() + " of " + count + " records");
        inputNext[r.input()] = r.to();
    }

    private void payload(Entry.Payload p) {
        require(start != null && !hasEnded, "a payload outside of the project's life");
        long last = lastMessage.getOrDefault(p.client(), Long.MIN_VALUE);
        require(p.messageId() > last, "payload " + p.messageId() + " follows " + last);
        lastMessage.put(p.client(), p.messageId());
        payloads.computeIfAbsent(p.client(), c -> new HashSet<>()).add(p.messageId());
        world.seen(Seen.PAYLOAD);
        model.payload(p.source(), micros, p.content());
    }

    boolean isThere(String client, long messageId) {
        return payloads.getOrDefault(client, Set.of()).contains(messageId);
    }

    /** Reads an output like anybody would: committed records, one after the other. */
    private void observe(int k) {
        Log log = world.bus().outputs[k];
        long end = log.lastStable();
        List<byte[]> expected = output.get(k);
        int place = observedPlace[k];
        for (; place < log.places() && log.slot(place).offset() < end; place++) {
            byte[] value = Log.committed(log.slot(place));
            if (value != null) {
                int n = observed[k]++;
                require(n < expected.size(), "output " + k + " shows what nobody decided");
                require(
                        Arrays.equals(value, expected.get(n)),
                        "output " + k + " shows a wrong record at place " + n);
            }
        }
        observedPlace[k] = place;
    }

    /** Something was shown to those who are not on the bus. */
    void released(Effect.Release release, String engine) {
        for (ReplicaOutput o : release.output()) {
            List<byte[]> known = output.get(o.output());
            require(
                    o.sequence() <= known.size()
                            && Arrays.equals(o.value(), known.get((int) o.sequence() - 1)),
                    engine + " released what is not committed");
        }
        for (Effect.Receipt r : release.acknowledged()) {
            require(
                    isThere(r.client(), r.messageId()),
                    engine + " acknowledged payload " + r.messageId() + " that is not there");
        }
    }

    /** Everything that was put in has come out. */
    @Nullable String missing() {
        for (int k = 0; k < inputNext.length; k++) {
            if (hasUnread(k)) {
                return "input " + k + " was not consumed behind " + inputNext[k];
            }
        }
        for (int k = 0; k < observed.length; k++) {
            if (observed[k] != output.get(k).size()) {
                return "of output " + k + " something is not visible";
            }
        }
        return null;
    }

    private boolean hasUnread(int input) {
        Log log = world.bus().inputs[input];
        for (int k = log.placeOf(inputNext[input]); k < log.places(); k++) {
            if (Log.committed(log.slot(k)) != null) {
                return true;
            }
        }
        return false;
    }

    void require(boolean holds, String what) {
        if (!holds) {
            throw new Violation(what);
        }
    }
}
