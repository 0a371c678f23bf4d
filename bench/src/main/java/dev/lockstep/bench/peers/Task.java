package dev.lockstep.bench.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a child process is told: one contestant, one workload. It repeats the workload, first
 * without counting, until it has all repetitions or its time is over.
 *
 * @param files folder with the events of W6
 * @param seconds allowed for all repetitions; two are made in any case
 */
record Task(
        Entrant entrant,
        Workload workload,
        int events,
        int uncounted,
        int counted,
        Path models,
        Path files,
        double seconds) {
    /** Part of the time after which a slow contestant's repetitions count. */
    private static final double UNCOUNTED_PART = 0.5;

    List<String> arguments() {
        return List.of(
                entrant.name(),
                workload.name(),
                Integer.toString(events),
                Integer.toString(uncounted),
                Integer.toString(counted),
                models.toString(),
                files.toString(),
                Double.toString(seconds));
    }

    static Task parse(String[] a) {
        return new Task(
                Entrant.valueOf(a[0]),
                Workload.valueOf(a[1]),
                Integer.parseInt(a[2]),
                Integer.parseInt(a[3]),
                Integer.parseInt(a[4]),
                Path.of(a[5]),
                Path.of(a[6]),
                Double.parseDouble(a[7]));
    }

    /** The child process: prints a {@link Sample}. */
    public static void main(String[] arguments) throws IOException {
        System.out.println(parse(arguments).measure().line());
    }

    /**
     * @throws IllegalStateException if two repetitions have different output
     */
    Sample measure() throws IOException {
        CsvFiles csv = new CsvFiles(files, entrant.label());
        Contestant contestant = entrant.contestant(new Models(models), new Trades(events), csv);
        Repetitions repetitions = new Repetitions(contestant, workload);
        long began = System.nanoTime();
        int warm = 0;
        while (warm == 0
                || warm < uncounted && !isOver(began, UNCOUNTED_PART, repetitions.last())) {
            repetitions.one();
            warm++;
        }
        repetitions.forgetTimes();
        int n = 0;
        while (n == 0 || n < counted && !isOver(began, 1, repetitions.last())) {
            repetitions.one();
            n++;
        }
        double took = (System.nanoTime() - began) / 1e9;
        Checksum output = repetitions.output();
        if (workload.isOfFiles()) {
            csv.check(entrant == Entrant.LOCKSTEP, output);
        }
        return new Sample(
                events * repetitions.perSecond(),
                repetitions.cpuMicros() / events,
                warm,
                n,
                took,
                output);
    }

    /** Whether another repetition of that length would end behind this part of the time. */
    private boolean isOver(long began, double part, long lastNanos) {
        return System.nanoTime() - began + lastNanos > seconds * part * 1e9;
    }
}
