package dev.lockstep.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a child process is told: one contestant, one workload. It repeats the workload, first over
 * few events, then over all, until it has all repetitions or its time is over; the later ones
 * count.
 *
 * @param files folder with the events of W6
 * @param seconds allowed for all repetitions; one that counts is made in any case
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
    /** The events of a short repetition are a part of the others'. */
    private static final int SHORTER = 20;

    private static final int SHORT_AT_LEAST = 2;
    private static final int SHORT_AT_MOST = 20;
    private static final double SHORT_PART = 0.15;

    /** Folder of the events of short repetitions, in that of the others'. */
    private static final String SHORT_FILES = "short";

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

    /** Writes the files that tasks on files read. */
    static void writeFiles(int events, Path files) throws IOException {
        CsvFiles.write(new Trades(events), files);
        Path shortFiles = Files.createDirectories(files.resolve(SHORT_FILES));
        CsvFiles.write(new Trades(shorter(events)), shortFiles);
    }

    private static int shorter(int events) {
        return Math.max(1, events / SHORTER);
    }

    /**
     * @throws IllegalStateException if two repetitions have different output
     */
    Sample measure() throws IOException {
        CsvFiles csv = new CsvFiles(files, entrant.label());
        Repetitions repetitions = repetitions(events, csv);
        long began = System.nanoTime();
        long expectedNanos = warmUp(began);
        int wanted = uncounted + counted;
        int made = 0;
        while (made == 0 || made < wanted && !isOver(began, 1, expectedNanos)) {
            expectedNanos = repetitions.one();
            made++;
        }
        int warm = uncountedOf(made);
        int n = made - warm;
        double took = (System.nanoTime() - began) / 1e9;
        Checksum output = repetitions.output();
        if (workload.isOfFiles()) {
            csv.check(entrant == Entrant.LOCKSTEP, output);
        }
        return new Sample(
                events * repetitions.perSecond(n),
                repetitions.cpuMicros(n) / events,
                warm,
                n,
                took,
                output);
    }

    /** How many of so many repetitions do not count: the same part as of all of them. */
    int uncountedOf(int made) {
        int wanted = uncounted + counted;
        return Math.min(made - 1, (made * uncounted + wanted / 2) / wanted);
    }

    private Repetitions repetitions(int count, CsvFiles csv) {
        Contestant c = entrant.contestant(new Models(models), new Trades(count), csv);
        return new Repetitions(c, workload, csv);
    }

    /**
     * Short repetitions, so that the compiler has seen the code also where there is no time for
     * whole ones that do not count.
     *
     * @return how long a whole one may take
     */
    private long warmUp(long began) throws IOException {
        CsvFiles csv = new CsvFiles(files.resolve(SHORT_FILES), entrant.label());
        Repetitions repetitions = repetitions(shorter(events), csv);
        long nanos = 0;
        for (int i = 0; i < SHORT_AT_MOST; i++) {
            if (i >= SHORT_AT_LEAST && isOver(began, SHORT_PART, nanos)) {
                break;
            }
            nanos = repetitions.one();
        }
        return nanos * SHORTER;
    }

    /** Whether another repetition of that length would end behind this part of the time. */
    private boolean isOver(long began, double part, long lastNanos) {
        return System.nanoTime() - began + lastNanos > seconds * part * 1e9;
    }
}
