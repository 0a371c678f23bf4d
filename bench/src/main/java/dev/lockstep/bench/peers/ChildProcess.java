package dev.lockstep.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs a task in a virtual machine of its own. All get the same flags.
 *
 * @param heap of each, for example {@code 6g}
 * @param scratch a folder for what it prints
 */
record ChildProcess(String heap, Path scratch) {
    /** A process that takes so much longer than it was allowed has gone astray. */
    private static final long GRACE_SECONDS = 300;

    private static final int JAVA_THAT_WARNS_OF_UNSAFE = 24;

    /**
     * @throws IllegalStateException with what the process has printed, if it fails
     */
    Sample run(Task task) throws IOException, InterruptedException {
        Path printed = scratch.resolve("printed.txt");
        Process process =
                new ProcessBuilder(command(task))
                        .redirectErrorStream(true)
                        .redirectOutput(printed.toFile())
                        .start();
        try {
            long patience = Math.round(task.seconds()) + GRACE_SECONDS;
            if (!process.waitFor(patience, TimeUnit.SECONDS)) {
                throw failed(task, "does not end", printed);
            }
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw failed(task, "ended with " + process.exitValue(), printed);
        }
        return Sample.parse(Files.readAllLines(printed));
    }

    private static IllegalStateException failed(Task task, String how, Path printed)
            throws IOException {
        return new IllegalStateException(
                String.join(
                        " ",
                        task.entrant().label(),
                        "on",
                        task.workload().label(),
                        how + ":\n" + Files.readString(printed)));
    }

    private List<String> command(Task task) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(flags(heap));
        if (Runtime.version().feature() >= JAVA_THAT_WARNS_OF_UNSAFE) {
            words.add("--sun-misc-unsafe-memory-access=allow");
        }
        words.add("--enable-native-access=ALL-UNNAMED");
        // no logging at all, which is quicker than logging at a level that nobody reaches
        words.add("-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider");
        words.add("-cp");
        words.add(System.getProperty("java.class.path"));
        words.add(Task.class.getName());
        words.addAll(task.arguments());
        return words;
    }

    /** The flags that decide about speed. */
    static List<String> flags(String heap) {
        return List.of("-Xms" + heap, "-Xmx" + heap, "-XX:+UseParallelGC", "-XX:+AlwaysPreTouch");
    }
}
