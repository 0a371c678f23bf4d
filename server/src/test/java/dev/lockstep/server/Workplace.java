package dev.lockstep.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** A folder with a model and files, and commands that are run in it. */
public final class Workplace {
    /** How a command ended and what it printed. */
    public record Outcome(int code, String out, String err) {}

    private final Path folder;

    public Workplace(Path folder) {
        this.folder = folder;
    }

    /** A path in the folder. */
    public Path path(String name) {
        return folder.resolve(name);
    }

    /** Writes the model of the coming commands. */
    public Path model(String text) {
        return write("model.xml", text);
    }

    public Path model() {
        return path("model.xml");
    }

    /** Writes a file of lines, each ended by a line feed. */
    public Path file(String name, String... lines) {
        StringBuilder s = new StringBuilder();
        Arrays.stream(lines).forEach(l -> s.append(l).append('\n'));
        return write(name, s.toString());
    }

    /** Writes a file as it stands. */
    public Path write(String name, String text) {
        try {
            return Files.writeString(path(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file's text. */
    public String read(String name) {
        try {
            return Files.readString(path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code run MODEL --until-finished} and more. */
    public Outcome run(Object... more) {
        List<String> all = new ArrayList<>(List.of("run", model().toString(), "--until-finished"));
        Arrays.stream(more).forEach(m -> all.add(m.toString()));
        return execute(all.toArray(new String[0]));
    }

    /** Any command, in this process. */
    public static Outcome execute(String... arguments) {
        PrintStream outBefore = System.out;
        PrintStream errBefore = System.err;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            int code = Main.execute(arguments);
            return new Outcome(
                    code,
                    out.toString(StandardCharsets.UTF_8),
                    err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(outBefore);
            System.setErr(errBefore);
        }
    }

    /** The command that starts a virtual machine of its own. */
    public static List<String> java(List<String> options, String... arguments) {
        List<String> all = new ArrayList<>();
        all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        all.add("-XX:+UseSerialGC");
        all.add("-XX:TieredStopAtLevel=1");
        all.add("-Xshare:auto");
        all.addAll(options);
        all.add("-cp");
        all.add(System.getProperty("java.class.path"));
        all.add(Main.class.getName());
        all.addAll(List.of(arguments));
        return all;
    }

    /** Waits, for a bounded time, until the file's text is as wanted. */
    public void awaitText(String name, Predicate<String> isWanted) throws InterruptedException {
        await(name, () -> isWanted.test(read(name)));
    }

    /** The same for a file that is no text: until it holds these letters. */
    public void awaitLetters(String name, String letters) throws InterruptedException {
        await(name, () -> readLatin(name).contains(letters));
    }

    private String readLatin(String name) {
        try {
            return Files.readString(path(name), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void await(String name, BooleanSupplier isDone) throws InterruptedException {
        Semaphore never = new Semaphore(0);
        for (int k = 0; k < 1_500; k++) {
            if (Files.exists(path(name)) && isDone.getAsBoolean()) {
                return;
            }
            if (never.tryAcquire(20, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("nobody releases");
            }
        }
        throw new AssertionError(
                name + ": " + (Files.exists(path(name)) ? readLatin(name) : "none"));
    }

    /** Runs a command in a virtual machine of its own, with the folder as the current one. */
    public Outcome child(List<String> options, String... arguments)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "child", ".out");
        Path err = Files.createTempFile(folder, "child", ".err");
        Process p =
                new ProcessBuilder(java(options, arguments))
                        .directory(folder.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        if (!p.waitFor(120, TimeUnit.SECONDS)) {
            p.destroyForcibly();
            throw new IllegalStateException("the child did not end");
        }
        return new Outcome(p.exitValue(), Files.readString(out), Files.readString(err));
    }
}
