package dev.lockstep.systemtests;

import dev.lockstep.systemtests.fault.Faults;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What {@code chaos} is asked for.
 *
 * @param fault part of the words of what may be done; empty for all of it
 * @param seed of the first trial; each other has the next
 * @param rate trades a second
 * @param withNamespaces whether engines get network namespaces where that is possible
 * @param json null for no file
 */
record ChaosOptions(
        int trials,
        String fault,
        long seed,
        int rate,
        boolean withNamespaces,
        @Nullable Path json) {
    private static final int RANDOM_SEEDS = 1_000_000;

    static final String USAGE =
            "Usage: lockstep chaos [--trials N] [--fault WORDS] [--seed S] [--rate N]\n"
                    + "       [--network namespaces|proxies] [--json FILE]";

    /**
     * @throws IllegalArgumentException if they cannot be read
     */
    static ChaosOptions of(String[] args) {
        int trials = 50;
        String fault = "";
        long seed = Math.floorMod(System.nanoTime() / 1000, RANDOM_SEEDS);
        int rate = 1_000;
        boolean withNamespaces = true;
        Path json = null;
        for (int i = 0; i < args.length; i += 2) {
            String value = i + 1 < args.length ? args[i + 1] : "";
            switch (args[i]) {
                case "--trials" -> trials = Integer.parseInt(value);
                case "--fault" -> fault = value;
                case "--seed" -> seed = Long.parseLong(value);
                case "--rate" -> rate = Integer.parseInt(value);
                case "--network" -> withNamespaces = isNamespaces(value);
                case "--json" -> json = Path.of(value);
                default -> throw new IllegalArgumentException("unknown option " + args[i]);
            }
        }
        if (trials < 1 || rate < 1) {
            throw new IllegalArgumentException("--trials and --rate are 1 or more");
        }
        if (Faults.among(fault).isEmpty()) {
            throw new IllegalArgumentException("no fault is named \"" + fault + "\"");
        }
        return new ChaosOptions(trials, fault, seed, rate, withNamespaces, json);
    }

    private static boolean isNamespaces(String value) {
        return switch (value) {
            case "namespaces" -> true;
            case "proxies" -> false;
            default -> throw new IllegalArgumentException("--network is namespaces or proxies");
        };
    }
}
