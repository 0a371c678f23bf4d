package dev.lockstep.server.cli;

import dev.lockstep.engine.Engine;
import java.io.PrintWriter;
import java.util.HexFormat;

/** One line a window: its name and the digest of the rows it retains. */
final class Digests {
    private Digests() {}

    static void print(Engine engine, PrintWriter out) {
        for (String window : engine.windows()) {
            String digest = HexFormat.of().toHexDigits(engine.stateDigest(window));
            out.println("digest " + window + " " + digest);
        }
        out.flush();
    }
}
