package dev.lockstep.testkit.simulation;

import java.util.Locale;
import java.util.stream.LongStream;

/** How often each thing was seen. Not for several threads; merge instead. */
public final class Coverage {
    private static final int GAP_STEP = 5;

    private final long[][] gaps = new long[Plan.Finale.values().length][500];
    private final long[] counts = new long[Seen.values().length];

    void add(Seen seen) {
        counts[seen.ordinal()]++;
    }

    void add(Seen seen, long times) {
        counts[seen.ordinal()] += times;
    }

    /** A switch of that kind took so long, where nothing else went wrong. */
    void gap(Plan.Finale kind, long milliseconds) {
        long[] of = gaps[kind.ordinal()];
        of[(int) Math.min(milliseconds / GAP_STEP, of.length - 1)]++;
    }

    private long gapOf(Plan.Finale kind, double part) {
        long[] of = gaps[kind.ordinal()];
        long left = (long) Math.ceil(LongStream.of(of).sum() * part) - 1;
        int k = 0;
        while (k < of.length - 1 && left >= of[k]) {
            left -= of[k++];
        }
        return (k + 1L) * GAP_STEP;
    }

    private String gaps() {
        StringBuilder text = new StringBuilder();
        for (Plan.Finale kind : Plan.Finale.values()) {
            long count = LongStream.of(gaps[kind.ordinal()]).sum();
            if (count > 0) {
                text.append("gap behind ")
                        .append(name(kind))
                        .append(": of ")
                        .append(count)
                        .append(" half within ")
                        .append(gapOf(kind, 0.5))
                        .append(" ms, 99 of 100 within ")
                        .append(gapOf(kind, 0.99))
                        .append(" ms, all within ")
                        .append(gapOf(kind, 1.0))
                        .append(" ms\n");
            }
        }
        return text.toString();
    }

    private static String name(Enum<?> of) {
        return of.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    public long of(Seen seen) {
        return counts[seen.ordinal()];
    }

    /** Takes over what another one has counted. */
    public void merge(Coverage other) {
        for (int k = 0; k < counts.length; k++) {
            counts[k] += other.counts[k];
        }
        for (int k = 0; k < gaps.length; k++) {
            for (int n = 0; n < gaps[k].length; n++) {
                gaps[k][n] += other.gaps[k][n];
            }
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Seen seen : Seen.values()) {
            text.append(name(seen)).append(": ").append(of(seen)).append('\n');
        }
        return text.append(gaps()).toString();
    }
}
