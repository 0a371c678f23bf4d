package dev.lockstep.server;

import dev.lockstep.server.Workplace.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code lockstep server} in a virtual machine of its own, at a port that was free. */
final class ServerProcess implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("listens for HTTP at .*:(\\d+)\\.");

    private final Process process;
    private final Path log;
    private final int port;

    private ServerProcess(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /** Starts it in the place's folder and waits until it is ready. */
    static ServerProcess start(Workplace place, String... options) throws Exception {
        Path log = Files.createTempFile(place.path(""), "server", ".log");
        List<String> arguments = new ArrayList<>(List.of("server", "-http", "0"));
        arguments.addAll(List.of("-http-host", "127.0.0.1"));
        arguments.addAll(List.of(options));
        Process p =
                new ProcessBuilder(Workplace.java(List.of(), arguments.toArray(new String[0])))
                        .directory(place.path("").toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        String name = log.getFileName().toString();
        try {
            place.awaitText(name, t -> t.contains("The server is ready.") || !p.isAlive());
        } catch (AssertionError e) {
            p.destroyForcibly();
            throw e;
        }
        Matcher m = PORT.matcher(Files.readString(log));
        if (!m.find()) {
            throw new AssertionError(Files.readString(log));
        }
        return new ServerProcess(p, log, Integer.parseInt(m.group(1)));
    }

    /** {@code lockstep client} with an address of this server; what follows its port first. */
    Outcome client(String path, String... options) {
        List<String> all = new ArrayList<>(List.of("client", "-url"));
        all.add("http://localhost:" + port + path);
        all.addAll(List.of(options));
        return Workplace.execute(all.toArray(new String[0]));
    }

    int port() {
        return port;
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start().waitFor();
    }

    /** The exit code, once it has ended. */
    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the server did not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(60, TimeUnit.SECONDS);
    }
}
