package dev.lockstep.testkit.simulation;

import dev.lockstep.failover.entry.Entry;
import dev.lockstep.failover.entry.EntryCodec;
import dev.lockstep.failover.port.Effect;
import dev.lockstep.failover.port.Fact;
import java.util.ArrayList;
import java.util.List;

/** What has happened, line by line, for whoever looks for the cause of a violation. */
public final class Trace {
    private final boolean isOn;
    private final List<String> lines = new ArrayList<>();

    private Trace(boolean isOn) {
        this.isOn = isOn;
    }

    public static Trace on() {
        return new Trace(true);
    }

    public static Trace off() {
        return new Trace(false);
    }

    boolean isOn() {
        return isOn;
    }

    void add(long nanos, String line) {
        lines.add((nanos / 1000) / 1000.0 + " ms " + line);
    }

    public List<String> lines() {
        return lines;
    }

    static String of(Fact fact) {
        return switch (fact) {
            case Fact.JournalRead r -> {
                List<String> entries =
                        r.records().stream().map(e -> e.offset() + "=" + entry(e.value())).toList();
                yield "JournalRead " + r.ticket() + " " + entries + " next " + r.next();
            }
            case Fact.InputRead r -> {
                List<Long> offsets = r.records().stream().map(i -> i.offset()).toList();
                yield "InputRead " + r.ticket() + " " + offsets + " next " + r.next();
            }
            case Fact.Offered o -> "Offered " + o.client() + " " + o.messageId();
            default -> fact.toString();
        };
    }

    static String of(Effect effect) {
        return switch (effect) {
            case Effect.Commit c -> {
                List<String> entries = c.entries().stream().map(Trace::entry).toList();
                yield "Commit " + c.batch() + " epoch " + c.epoch() + " " + entries;
            }
            case Effect.Release r ->
                    "Release " + r.output().size() + " outputs, " + r.acknowledged();
            default -> effect.toString();
        };
    }

    private static String entry(byte[] bytes) {
        Entry e = EntryCodec.read(bytes);
        String body =
                switch (e.body()) {
                    case Entry.Start ignored -> "Start";
                    case Entry.Payload p -> "Payload " + p.client() + " " + p.messageId();
                    case Entry.Digest ignored -> "Digest";
                    default -> e.body().toString();
                };
        return e.index() + "/" + e.epoch() + " " + body;
    }
}
