package dev.lockstep.bench.failover;

import dev.lockstep.server.trial.Fault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The parts of the benchmark, each of which can be run alone. */
enum Part {
    GAP_KILL(20, new TakeoverPart(Fault.KILL_ACTIVE)),
    GAP_FREEZE(10, new TakeoverPart(Fault.FREEZE_ACTIVE)),
    SWITCH(20, new TakeoverPart(Fault.SWITCH)),
    LATENCY(5, new LatencyPart()),
    THROUGHPUT(5, new ThroughputPart()),
    CATCH_UP(3, new CatchUpPart()),
    STALL_STANDBY(5, new StallPart(true)),
    STALL_SINGLE(5, new StallPart(false)),
    RESTORE(5, new RestorePart());

    /** What needs little room: the system takes its time to end a large process. */
    private static final Set<Part> SMALL = EnumSet.of(GAP_KILL, GAP_FREEZE, SWITCH, LATENCY);

    /** What holds as much state as the command line says. */
    private static final Set<Part> LARGE = EnumSet.of(STALL_STANDBY, STALL_SINGLE, RESTORE);

    private static final List<String> SMALL_FLAGS =
            List.of("-Xms64m", "-Xmx512m", "-XX:+UseSerialGC");

    private static final List<String> FLAGS = List.of("-Xms256m", "-Xmx1g", "-XX:+UseG1GC");

    private final int rounds;
    private final Measurement measurement;

    Part(int rounds, Measurement measurement) {
        this.rounds = rounds;
        this.measurement = measurement;
    }

    /** Flags of the virtual machines of its engines and loops. */
    List<String> flags(Plan plan) {
        List<String> own = SMALL.contains(this) ? SMALL_FLAGS : FLAGS;
        List<String> flags = new ArrayList<>(plan.flags().isEmpty() ? own : plan.flags());
        if (LARGE.contains(this)) {
            flags.removeIf(f -> f.startsWith("-Xmx"));
            flags.add("-Xmx" + (768 + (int) (plan.gib() * 3 * 1024)) + "m");
        }
        return flags;
    }

    /** As it is named on the command line. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Rounds that count, unless the command line says how many. */
    int rounds() {
        return rounds;
    }

    Measurement measurement() {
        return measurement;
    }

    /**
     * @throws IllegalArgumentException if there is none of that name
     */
    static Part labelled(String label) {
        for (Part p : values()) {
            if (p.label().equals(label)) {
                return p;
            }
        }
        throw new IllegalArgumentException("There is no part " + label + "; there are " + labels());
    }

    static String labels() {
        return Arrays.stream(values()).map(Part::label).collect(Collectors.joining(", "));
    }
}
