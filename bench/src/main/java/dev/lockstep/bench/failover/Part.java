package dev.lockstep.bench.failover;

import dev.lockstep.server.trial.Fault;
import java.util.Arrays;
import java.util.EnumSet;
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

    /** What is over before code is compiled well, and must not share processors with compilers. */
    private static final Set<Part> BRIEF = EnumSet.of(GAP_KILL, GAP_FREEZE, SWITCH, LATENCY);

    private final int rounds;
    private final Measurement measurement;

    Part(int rounds, Measurement measurement) {
        this.rounds = rounds;
        this.measurement = measurement;
    }

    /**
     * Whether its brokers and engines compile quickly rather than well: compiling well takes a
     * third of two processors for minutes, and what is measured waits for it.
     */
    boolean isBrief() {
        return BRIEF.contains(this);
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
