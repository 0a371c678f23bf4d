package dev.lockstep.server.trial;

import dev.lockstep.api.replica.ReplicaModel;
import dev.lockstep.api.replica.ReplicaOutput;
import dev.lockstep.failover.entry.Entry;
import dev.lockstep.failover.entry.EntryCodec;
import dev.lockstep.server.failover.UndisturbedModel;
import dev.lockstep.server.project.LoadedModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a project puts out if nothing ever goes wrong: one engine of this process steps the records
 * of the input topics in the order of the journal. It also sees to it that the journal names each
 * record of each input once and in order, since nothing else could hide what was lost before it.
 */
public final class Reference implements AutoCloseable {
    private final UndisturbedModel undisturbed;
    private final TopicReader journal;
    private final List<TopicReader> inputs = new ArrayList<>();
    private final List<Entry> reigns = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final Map<String, TopicLog> outputs = new LinkedHashMap<>();
    private final List<TopicLog> logs;
    private final long[] next;
    private final long[] stepped;
    private long eventsIn;

    /**
     * @param patienceMillis how long a topic may say nothing
     */
    public Reference(String bootstrap, LoadedModel project, long patienceMillis) {
        undisturbed = new UndisturbedModel(project);
        undisturbed.outputTopics().forEach(t -> outputs.put(t, new TopicLog()));
        logs = List.copyOf(outputs.values());
        journal = new TopicReader(bootstrap, undisturbed.journal(), patienceMillis);
        undisturbed
                .inputTopics()
                .forEach(t -> inputs.add(new TopicReader(bootstrap, t, patienceMillis)));
        next = new long[inputs.size()];
        stepped = new long[inputs.size()];
    }

    /**
     * Follows the journal, while it grows, until it has named all records that were published.
     *
     * @param published so many records to each input, in the order of the project
     */
    public void followInput(long[] published) {
        for (long left = left(published); left > 0; left = left(published)) {
            TopicReader.Found found = journal.next();
            if (found == null) {
                faults.add("the journal ends before " + left + " records of input");
                return;
            }
            step(EntryCodec.read(found.value()));
        }
    }

    /** Follows the journal to where it ends now. */
    public void follow() {
        long end = journal.end();
        for (TopicReader.Found f = journal.nextBefore(end);
                f != null;
                f = journal.nextBefore(end)) {
            step(EntryCodec.read(f.value()));
        }
    }

    private void step(Entry entry) {
        ReplicaModel model = undisturbed.model();
        if (entry.body() instanceof Entry.Range r) {
            step(model, entry, r);
        } else {
            step(model, entry);
        }
        for (ReplicaOutput o : model.takeOutput()) {
            logs.get(o.output()).add(o.value());
        }
    }

    private long left(long[] published) {
        long left = 0;
        for (int k = 0; k < published.length; k++) {
            left += Math.max(0, published[k] - stepped[k]);
        }
        return left;
    }

    private void step(ReplicaModel model, Entry entry, Entry.Range range) {
        int k = range.input();
        if (range.from() != next[k]) {
            faults.add(
                    "entry %d begins at %d of input %d instead of %d"
                            .formatted(entry.index(), range.from(), k, next[k]));
        }
        next[k] = range.to();
        stepped[k] += range.count();
        eventsIn += range.count();
        TopicReader input = inputs.get(k);
        for (int n = 0; n < range.count(); n++) {
            TopicReader.Found record = input.next();
            if (record == null || record.offset() < range.from() || record.offset() >= range.to()) {
                faults.add("entry " + entry.index() + " names records that are not in its topic");
                return;
            }
            model.record(range.input(), entry.timeMicros(), record.offset(), record.value());
        }
    }

    private void step(ReplicaModel model, Entry entry) {
        switch (entry.body()) {
            case Entry.Reign ignored -> reigns.add(entry);
            case Entry.Start s -> model.start(entry.timeMicros(), s.seed());
            case Entry.Payload p -> model.payload(p.source(), entry.timeMicros(), p.content());
            case Entry.Tick ignored -> model.tick(entry.timeMicros());
            case Entry.End ignored -> model.end(entry.timeMicros());
            case Entry.ModelChange ignored ->
                    faults.add(
                            "entry %d goes over to another version of the project, which cannot be compared"
                                    .formatted(entry.index()));
            default -> {
                // digests, farewells: nothing that changes state
            }
        }
    }

    /** Records of input that were stepped. */
    public long eventsIn() {
        return eventsIn;
    }

    /** What should be in each output topic. */
    public Map<String, TopicLog> outputs() {
        return outputs;
    }

    /** The entries by which engines came to reign. */
    public List<Entry> reigns() {
        return reigns;
    }

    /** What is wrong with the journal itself; empty if nothing. */
    public List<String> faults() {
        return faults;
    }

    @Override
    public void close() {
        journal.close();
        inputs.forEach(TopicReader::close);
        undisturbed.close();
    }
}
