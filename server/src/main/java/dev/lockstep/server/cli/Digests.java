package dev.lockstep.server.cli;

import dev.lockstep.engine.Engine;
import java.io.PrintWriter;
import java.util.HexFormat;
import picocli.CommandLine;

/** One line a window: its name and the digest of the rows it retains. */
final class Digests {
    private Digests() {}

    /**
     * @param isTaken whether standard output belongs to events
     */
    static void print(Engine engine, boolean isTaken, CommandLine command) {
        PrintWriter out = isTaken ? command.getErr() : command.getOut();
        for (String window : engine.windows()) {
            String digest = HexFormat.of().toHexDigits(engine.stateDigest(window));
            out.println("digest " + window + " " + digest);
        }
        out.flush();
    }
}
