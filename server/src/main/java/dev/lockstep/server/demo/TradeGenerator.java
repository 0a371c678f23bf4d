package dev.lockstep.server.demo;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Trades and traders of the example, the same for the same seed and number of rows. */
final class TradeGenerator {
    private static final int SECURITIES = 500;
    private static final int TRADERS = 200;
    private static final long START_MICROS = 1_700_000_000_000_000L;
    private static final long SPAN_MICROS = 36_000_000_000L;
    private static final String[] FIRST = {
        "Ada", "Ben", "Cleo", "Dara", "Egon", "Femi", "Gus", "Hana", "Ivo", "Juno"
    };
    private static final String[] LAST = {
        "Abbott", "Brandt", "Costa", "Dietz", "Evans", "Falk", "Gray", "Holm", "Ivers", "Jonas",
        "Kern", "Lund", "Marsh", "Nolan", "Ortiz", "Page", "Quist", "Ruiz", "Stone", "Trent"
    };

    private final SplittableRandom random;

    TradeGenerator(long seed) {
        random = new SplittableRandom(seed);
    }

    void traders(Path file) throws IOException {
        StringBuilder s = new StringBuilder();
        for (int t = 0; t < TRADERS; t++) {
            s.append("I,N,").append(t).append(',').append(name(t)).append('\n');
        }
        Files.writeString(file, s);
    }

    /** Of a trader. */
    static String name(int trader) {
        return FIRST[trader % FIRST.length] + " " + LAST[trader / FIRST.length % LAST.length];
    }

    /**
     * Few securities make most of the trades; prices wander by cents; one trade in ten is large.
     */
    void trades(Path file, int rows) throws IOException {
        long[] cents = new long[SECURITIES];
        for (int k = 0; k < SECURITIES; k++) {
            cents[k] = 1_000 + random.nextInt(50_000);
        }
        StringBuilder s = new StringBuilder(1 << 16);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            for (int i = 0; i < rows; i++) {
                int security = (int) (SECURITIES * random.nextDouble() * random.nextDouble());
                cents[security] = Math.max(100, cents[security] + random.nextInt(-25, 26));
                int quantity =
                        random.nextInt(10) == 0
                                ? 1_000 + random.nextInt(9_000)
                                : 1 + random.nextInt(999);
                long time = START_MICROS + (long) ((double) i / rows * SPAN_MICROS);
                s.append("I,N,")
                        .append(i)
                        .append(",S")
                        .append(security)
                        .append(',')
                        .append(quantity)
                        .append(',');
                s.append(cents[security] / 100)
                        .append('.')
                        .append(cents[security] % 100 / 10)
                        .append(cents[security] % 10);
                s.append(',').append(random.nextInt(TRADERS)).append(',').append(time).append('\n');
                if (s.length() > 1 << 15) {
                    out.write(s.toString().getBytes(StandardCharsets.US_ASCII));
                    s.setLength(0);
                }
            }
            out.write(s.toString().getBytes(StandardCharsets.US_ASCII));
        }
    }
}
