package dev.lockstep.bench;

import dev.lockstep.bench.peers.PeersCommand;
import java.util.Arrays;

/** {@code lockstep bench}: measurements, never part of the tests. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Exception {
        String command = arguments.length == 0 ? "" : arguments[0];
        switch (command) {
            case "peers" -> PeersCommand.main(Arrays.copyOfRange(arguments, 1, arguments.length));
            default -> {
                System.err.println("lockstep bench peers [--quick]");
                System.exit(4);
            }
        }
    }
}
