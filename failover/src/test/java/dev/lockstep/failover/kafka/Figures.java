package dev.lockstep.failover.kafka;

import dev.lockstep.api.replica.ReplicaOutput;
import dev.lockstep.failover.port.Effect;
import dev.lockstep.failover.port.Fact;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Measures the bus alone; a main class for people, no test. */
final class Figures {
    private Figures() {}

    public static void main(String[] args) throws Exception {
        if (args.length == 3) {
            compare(args[0], List.of(args[1], args[2]));
            return;
        }
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 300;
        try (Bench bench = new Bench().made()) {
            BlockingQueue<Fact> facts = new LinkedBlockingQueue<>();
            BlockingQueue<Fact> others = new LinkedBlockingQueue<>();
            try (KafkaBus bus = new KafkaBus(bench.settings("one"), Driver.blocking(facts));
                    KafkaBus other = new KafkaBus(bench.settings("two"), Driver.blocking(others))) {
                other.perform(new Effect.FollowJournal(1, 0));
                rehearse(bus, facts, 3);
                fences(bus, facts, 20);
                for (int n : new int[] {1, 1, 10, 100, 1000, 5000}) {
                    commits(bus, facts, others, other, n, n >= 1000 ? rounds / 10 : rounds);
                }
                ends(bus, facts, 200);
                takeOvers(bus, facts, 20);
            }
            catchUp(bench);
        }
    }

    /** The same with two values of a property of the clients, by turns. */
    private static void compare(String property, List<String> values) throws Exception {
        try (Bench bench = new Bench().made()) {
            for (int round = 0; round < 8; round++) {
                for (String value : values) {
                    BlockingQueue<Fact> facts = new LinkedBlockingQueue<>();
                    BlockingQueue<Fact> others = new LinkedBlockingQueue<>();
                    KafkaBusSettings one = bench.settings("one").with(property, value);
                    KafkaBusSettings two = bench.settings("two").with(property, value);
                    try (KafkaBus bus = new KafkaBus(one, Driver.blocking(facts));
                            KafkaBus other = new KafkaBus(two, Driver.blocking(others))) {
                        other.perform(new Effect.FollowJournal(1, 0));
                        bus.perform(new Effect.Fence(1));
                        facts.take();
                        System.out.println(property + " " + value);
                        commits(bus, facts, others, other, 1, 60);
                        commits(bus, facts, others, other, 2000, 20);
                        takeOvers(bus, facts, 15);
                    }
                }
            }
        }
    }

    private static void rehearse(KafkaBus bus, BlockingQueue<Fact> facts, int n) throws Exception {
        for (int k = 0; k < n; k++) {
            long t = System.nanoTime();
            bus.perform(new Effect.Rehearse(k));
            Fact f = facts.take();
            System.out.printf("rehearsal %.1f ms: %s%n", ms(t), f.getClass().getSimpleName());
        }
    }

    private static double ms(long since) {
        return (System.nanoTime() - since) / 1e6;
    }

    private static void fences(KafkaBus bus, BlockingQueue<Fact> facts, int n) throws Exception {
        double[] all = new double[n];
        for (int k = 0; k < n; k++) {
            long t = System.nanoTime();
            bus.perform(new Effect.Fence(100 + k));
            facts.take();
            all[k] = ms(t);
        }
        show("fence, nothing open", all);
    }

    private static void takeOvers(KafkaBus bus, BlockingQueue<Fact> facts, int n) throws Exception {
        double[] fence = new double[n];
        double[] end = new double[n];
        double[] commit = new double[n];
        for (int k = 0; k < n; k++) {
            // leaves a transaction open, as one does that is killed
            bus.perform(commit(-k, 10));
            TimeUnit.MICROSECONDS.sleep(1500);
            long t = System.nanoTime();
            bus.perform(new Effect.Fence(1000 + k));
            while (!(facts.take() instanceof Fact.Fenced)) {}
            fence[k] = ms(t);
            t = System.nanoTime();
            bus.perform(new Effect.AskJournalEnd(2000 + k));
            while (!(facts.take() instanceof Fact.JournalEnd)) {}
            end[k] = ms(t);
            t = System.nanoTime();
            bus.perform(commit(5000 + k, 1));
            while (!(facts.take() instanceof Fact.Committed)) {}
            commit[k] = ms(t);
        }
        show("fence behind commit", fence);
        show("end behind fence", end);
        show("first commit", commit);
    }

    private static void ends(KafkaBus bus, BlockingQueue<Fact> facts, int n) throws Exception {
        double[] all = new double[n];
        for (int k = 0; k < n; k++) {
            long t = System.nanoTime();
            bus.perform(new Effect.AskJournalEnd(k));
            facts.take();
            all[k] = ms(t);
        }
        show("end", all);
    }

    static Effect.Commit commit(long id, int records) {
        List<ReplicaOutput> output = new ArrayList<>();
        for (int k = 0; k < records; k++) {
            output.add(new ReplicaOutput(0, k, row(id * 7919 + k)));
        }
        return new Effect.Commit(id, 1, List.of(new byte[60]), output);
    }

    /**
     * A row of the kind that projects have: text of about a hundred bytes, unlike the one before.
     */
    private static byte[] row(long number) {
        long mixed = number * 0x9E3779B97F4A7C15L;
        return "I,N,%d,SYM%03d,%d.%02d,%d,broker%05d,%d,venue-%02d,%016x"
                .formatted(
                        number,
                        mixed >>> 54,
                        mixed >>> 56,
                        mixed >>> 58,
                        (mixed >>> 40 & 1023) * 100,
                        mixed >>> 47,
                        1_700_000_000_000_000L + number * 517,
                        mixed >>> 59,
                        mixed * mixed)
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static void commits(
            KafkaBus bus,
            BlockingQueue<Fact> facts,
            BlockingQueue<Fact> others,
            KafkaBus other,
            int records,
            int n)
            throws Exception {
        double[] all = new double[n];
        double[] seen = new double[n];
        others.clear();
        long start = System.nanoTime();
        for (int k = 0; k < n; k++) {
            Effect.Commit commit = commit(k, records);
            long t = System.nanoTime();
            bus.perform(commit);
            Fact f = facts.take();
            if (!(f instanceof Fact.Committed)) {
                System.out.println(f);
            }
            all[k] = ms(t);
            Fact read = others.take();
            while (!(read instanceof Fact.JournalRead r) || r.records().isEmpty()) {
                read = others.take();
            }
            seen[k] = ms(t);
        }
        double seconds = ms(start) / 1e3;
        System.out.printf(
                "%d records: %.0f transactions/s, %.0f records/s%n",
                records, n / seconds, n * records / seconds);
        show("  committed", all);
        show("  read by another", seen);
    }

    private static void catchUp(Bench bench) throws Exception {
        int n = 2_000_000;
        byte[] value = new byte[100];
        long t = System.nanoTime();
        try (var p = bench.publisher()) {
            for (int k = 0; k < n; k++) {
                p.send(
                        new org.apache.kafka.clients.producer.ProducerRecord<>(
                                bench.input, 0, null, value));
            }
        }
        System.out.printf("published %d in %.0f ms%n", n, ms(t));
        for (int round = 0; round < 3; round++) {
            BlockingQueue<Fact> facts = new LinkedBlockingQueue<>(64);
            try (KafkaBus bus = new KafkaBus(bench.settings("three"), Driver.blocking(facts))) {
                t = System.nanoTime();
                bus.perform(new Effect.FollowInput(1, 0, bench.inputAsItIs(), 0));
                long chunks = readAll(bus, facts, n);
                System.out.printf(
                        "caught up %.0f records/s in %d chunks%n", n / (ms(t) / 1e3), chunks);
            }
        }
    }

    private static long readAll(KafkaBus bus, BlockingQueue<Fact> facts, int n) throws Exception {
        long chunks = 0;
        for (long read = 0; read < n; chunks++) {
            Fact.InputRead r = (Fact.InputRead) facts.take();
            read += r.records().size();
            long bytes = r.records().stream().mapToLong(x -> x.bytes()).sum();
            bus.perform(new Effect.Credit(1, 0, bytes));
        }
        return chunks;
    }

    private static void show(String what, double[] all) {
        double first = all[0];
        Arrays.sort(all);
        System.out.printf(
                "%s: first %.1f, p50 %.1f, p99 %.1f, max %.1f ms%n",
                what,
                first,
                all[all.length / 2],
                all[Math.min(all.length - 1, all.length * 99 / 100)],
                all[all.length - 1]);
    }
}
