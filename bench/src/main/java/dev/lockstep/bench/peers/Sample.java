package dev.lockstep.bench.peers;

import java.util.Arrays;
import java.util.List;

/**
 * What one process has measured: the counted repetitions of one contestant on one workload.
 *
 * @param eventsPerSecond median of the counted repetitions
 * @param cpuMicrosPerEvent computing time of the whole process, mean of the counted repetitions
 * @param uncounted repetitions before them
 * @param counted at least 1
 * @param seconds that all repetitions took, preparations included
 * @param output of each repetition; they were all the same
 */
record Sample(
        double eventsPerSecond,
        double cpuMicrosPerEvent,
        int uncounted,
        int counted,
        double seconds,
        Checksum output) {
    private static final String MARK = "SAMPLE";

    /** A line that {@link #parse} reads. */
    String line() {
        return String.join(
                " ",
                MARK,
                Double.toString(eventsPerSecond),
                Double.toString(cpuMicrosPerEvent),
                Integer.toString(uncounted),
                Integer.toString(counted),
                Double.toString(seconds),
                output.text());
    }

    /**
     * @param lines what a process has printed; other lines than the sample's are passed over
     * @throws IllegalArgumentException if there is no sample
     */
    static Sample parse(List<String> lines) {
        for (String line : lines) {
            String[] words = line.split(" ", 7);
            if (words.length == 7 && words[0].equals(MARK)) {
                return new Sample(
                        Double.parseDouble(words[1]),
                        Double.parseDouble(words[2]),
                        Integer.parseInt(words[3]),
                        Integer.parseInt(words[4]),
                        Double.parseDouble(words[5]),
                        Checksum.parse(words[6]));
            }
        }
        throw new IllegalArgumentException("no sample among " + lines);
    }

    /** Seconds that one whole repetition took, the fewest that a process makes. */
    double fewestSeconds() {
        return seconds / (uncounted + counted);
    }

    /** The mean of the two in the middle where there is no middle. */
    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
