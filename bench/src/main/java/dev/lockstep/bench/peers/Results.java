package dev.lockstep.bench.peers;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The samples of all rounds. */
final class Results {
    private final Map<Entrant, Map<Workload, List<Sample>>> samples = new EnumMap<>(Entrant.class);
    private final Map<Workload, List<Double>> loads = new EnumMap<>(Workload.class);

    Results() {
        for (Entrant e : Entrant.values()) {
            samples.put(e, new EnumMap<>(Workload.class));
        }
    }

    /**
     * @param load average number of processes that wanted to run, when the process had ended
     * @throws IllegalStateException if the output is not what the plain loop's was, or its own
     *     before
     */
    void add(Entrant entrant, Workload workload, Sample sample, double load) {
        List<Sample> own = of(entrant, workload);
        check(entrant, workload, sample, own);
        check(entrant, workload, sample, of(Entrant.PLAIN, workload.original()));
        own.add(sample);
        loads.computeIfAbsent(workload, w -> new ArrayList<>()).add(load);
    }

    private static void check(
            Entrant entrant, Workload workload, Sample sample, List<Sample> expected) {
        if (!expected.isEmpty() && !sample.output().agreesWith(expected.get(0).output())) {
            throw new IllegalStateException(
                    String.join(
                            " ",
                            "Wrong output of",
                            entrant.label(),
                            "on",
                            workload.label() + ":",
                            sample.output().toString() + ", expected",
                            expected.get(0).output() + "."));
        }
    }

    /** One a round, in order. */
    List<Sample> of(Entrant entrant, Workload workload) {
        Map<Workload, List<Sample>> of = samples.getOrDefault(entrant, Map.of());
        return of.computeIfAbsent(workload, w -> new ArrayList<>());
    }

    double eventsPerSecond(Entrant entrant, Workload row) {
        return median(entrant, row, true);
    }

    double cpuMicrosPerEvent(Entrant entrant, Workload row) {
        return median(entrant, row, false);
    }

    private double median(Entrant entrant, Workload row, boolean isSpeed) {
        return Sample.median(
                of(entrant, entrant.runs(row)).stream()
                        .mapToDouble(s -> isSpeed ? s.eventsPerSecond() : s.cpuMicrosPerEvent())
                        .toArray());
    }

    /** Our speed over another's, of each round. */
    double[] ratios(Entrant other, Workload row) {
        List<Sample> ours = of(Entrant.LOCKSTEP, row);
        List<Sample> theirs = of(other, other.runs(row));
        double[] ratios = new double[ours.size()];
        for (int r = 0; r < ratios.length; r++) {
            ratios[r] = ours.get(r).eventsPerSecond() / theirs.get(r).eventsPerSecond();
        }
        return ratios;
    }

    /** Mean over the processes of a row. */
    double load(Workload row) {
        return loads.getOrDefault(row, List.of()).stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(Double.NaN);
    }
}
