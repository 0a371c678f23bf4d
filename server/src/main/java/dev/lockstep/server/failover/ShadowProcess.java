package dev.lockstep.server.failover;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.server.error.ServerError;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Has a snapshot taken by a process of its own, of low priority: it takes neither the time nor the
 * heap of the engine that works. It ends with this process.
 */
final class ShadowProcess {
    private static final int UNSAFE_IS_WARNED_OF = 24;

    /** How a virtual machine ends that exits when memory does. */
    private static final int OUT_OF_MEMORY = 3;

    private static final long MIB = 1L << 20;
    private static final Path NICE = Path.of("/usr/bin/nice");

    private ShadowProcess() {}

    /**
     * @throws LockstepException if there is no snapshot
     */
    static ShadowWork.Done take(ShadowOrder order, long millis) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command())
                            // warnings of the model were told when it was loaded
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            try {
                return ask(process, order, millis);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw failed(e.toString());
        }
    }

    private static List<String> command() {
        List<String> all = new ArrayList<>();
        if (Files.isExecutable(NICE)) {
            all.addAll(List.of(NICE.toString(), "-n", "10"));
        }
        all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // what it holds is what this process holds
        all.add("-Xmx" + Math.max(1, Runtime.getRuntime().maxMemory() / MIB) + "m");
        all.addAll(
                List.of(
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:-UsePerfData",
                        "-Xshare:auto",
                        "--enable-native-access=ALL-UNNAMED"));
        if (Runtime.version().feature() >= UNSAFE_IS_WARNED_OF) {
            all.add("--sun-misc-unsafe-memory-access=allow");
        }
        String home = System.getProperty("lockstep.home");
        if (home != null) {
            all.add("-Dlockstep.home=" + home);
        }
        all.addAll(List.of("-cp", System.getProperty("java.class.path")));
        all.add(ShadowMain.class.getName());
        return all;
    }

    private static ShadowWork.Done ask(Process process, ShadowOrder order, long millis)
            throws IOException, InterruptedException {
        DataOutputStream out = new DataOutputStream(process.getOutputStream());
        order.write(out);
        // stays open: its end is the end of this process
        out.flush();
        if (!process.waitFor(millis, TimeUnit.MILLISECONDS)) {
            throw failed("it took more than " + millis + " ms");
        }
        try (DataInputStream in = new DataInputStream(process.getInputStream())) {
            if (process.exitValue() != 0) {
                throw failed(
                        process.exitValue() == OUT_OF_MEMORY
                                ? "the process had too little memory"
                                : "the process ended with code " + process.exitValue());
            }
            if (!in.readBoolean()) {
                throw failed(in.readUTF());
            }
            return new ShadowWork.Done(Path.of(in.readUTF()), in.readLong(), in.readLong());
        }
    }

    private static LockstepException failed(String why) {
        return new LockstepException(
                ServerError.NO_SHADOW, "No snapshot was taken beside the engine: " + why);
    }
}
