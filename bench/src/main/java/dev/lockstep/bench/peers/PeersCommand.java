package dev.lockstep.bench.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code bench peers}: throughput of each workload. */
public final class PeersCommand {
    private PeersCommand() {}

    public static void main(String[] arguments) throws IOException {
        Path models = Path.of(System.getProperty("lockstep.home", "."), "bench", "models");
        LockstepPeer ours = new LockstepPeer(models, new Trades(2_000_000));
        List<String> workloads =
                arguments.length == 0
                        ? List.of("W1", "W2", "W3a", "W3b", "W4")
                        : List.of(arguments);
        for (String w : workloads) {
            for (int r = 0; r < 10; r++) {
                Consumed c = ours.run(w);
                System.out.printf(
                        "%s %d %.2f M/s rows %d sum %.6e%n",
                        w, r, 2e9 / c.nanos(), c.rows(), c.sum());
            }
        }
    }
}
