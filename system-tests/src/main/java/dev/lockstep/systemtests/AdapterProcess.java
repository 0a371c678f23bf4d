package dev.lockstep.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One adapter for files: a process of its own, which can be hurt. */
public final class AdapterProcess implements AutoCloseable {
    private final Path log;
    private final Process process;

    /**
     * Starts it.
     *
     * @param arguments what stands behind {@code lockstep adapter fs}
     */
    public AdapterProcess(String name, Path folder, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of("dev.lockstep.server.Main", "adapter", "fs"));
        command.addAll(arguments);
        log = folder.resolve(name + ".log");
        process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
    }

    /** What it has logged so far. */
    public String log() throws IOException {
        return Files.readString(log);
    }

    /** Whether the last it said about its place in its group is that it writes. */
    public boolean isActive() throws IOException {
        String text = log();
        int active = text.lastIndexOf("switched to active");
        return isAlive()
                && active >= 0
                && active > text.lastIndexOf("switched to standby")
                && active > text.lastIndexOf("no longer writes");
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it at once, as the loss of its machine would. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Asks it to end, and tells its exit code; −1 if it does not end. */
    public int terminate() throws InterruptedException {
        process.destroy();
        return process.waitFor(30, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
