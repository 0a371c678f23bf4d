package dev.lockstep.server.trial;

import dev.lockstep.failover.entry.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a trial has shown.
 *
 * @param published records of input that were published
 * @param eventsIn records of input that the journal names
 * @param outputs how each output topic compares
 * @param digests of each output topic as it was seen, SHA-256
 * @param wanted of each output topic as it should be
 * @param strokes what was done, with what came of it
 * @param reigns how often an engine came to reign
 * @param faults of the journal itself; empty if there are none
 */
public record Certificate(
        long published,
        long eventsIn,
        Map<String, Comparison> outputs,
        Map<String, String> digests,
        Map<String, String> wanted,
        List<Stroke> strokes,
        int reigns,
        List<String> faults) {
    /** How much of the time before a stroke shows how it was without it. */
    private static final long BEFORE_NANOS = 2_000_000_000L;

    /** How much of the time behind a stroke belongs to it, once output has come again. */
    private static final long BEHIND_NANOS = 1_000_000_000L;

    /**
     * A blow and its effect.
     *
     * @param gapMillis the longest time without output, from the signal until a second after output
     *     has come again; it holds the publisher's own spacing
     * @param usualMillis the longest time without output in the two seconds before
     */
    public record Stroke(Blow blow, double gapMillis, double usualMillis) {}

    static Certificate of(
            Reference reference,
            Observer observer,
            List<Blow> blows,
            long published,
            long publishedUntilNanos) {
        Map<String, Comparison> outputs = new LinkedHashMap<>();
        Map<String, String> digests = new LinkedHashMap<>();
        Map<String, String> wanted = new LinkedHashMap<>();
        observer.logs()
                .forEach(
                        (topic, seen) -> {
                            TopicLog should =
                                    reference.outputs().getOrDefault(topic, new TopicLog());
                            outputs.put(topic, Comparison.of(should.prints(), seen.prints()));
                            digests.put(topic, seen.digest());
                            wanted.put(topic, should.digest());
                        });
        List<Stroke> strokes = new ArrayList<>();
        for (int k = 0; k < blows.size(); k++) {
            Blow b = blows.get(k);
            long next = k + 1 < blows.size() ? blows.get(k + 1).atNanos() : publishedUntilNanos;
            strokes.add(
                    new Stroke(
                            b,
                            observer.longestSilenceMillis(
                                    b.atNanos(), Math.min(next, b.untilNanos() + BEHIND_NANOS)),
                            observer.longestSilenceMillis(
                                    b.atNanos() - BEFORE_NANOS, b.atNanos())));
        }
        List<Entry> reigns = reference.reigns();
        return new Certificate(
                published,
                reference.eventsIn(),
                outputs,
                digests,
                wanted,
                strokes,
                reigns.size(),
                reference.faults());
    }

    /** All outputs together. */
    public Comparison total() {
        return outputs.values().stream().reduce(Comparison.NONE, Comparison::and);
    }

    /** Whether nothing was lost, repeated, reordered or altered. */
    public boolean isClean() {
        return faults.isEmpty()
                && published == eventsIn
                && total().isClean()
                && digests.equals(wanted);
    }
}
