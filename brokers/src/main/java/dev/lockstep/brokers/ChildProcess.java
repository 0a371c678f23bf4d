package dev.lockstep.brokers;

import dev.lockstep.api.error.LockstepException;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One life of a node: the process, and the pipe whose end tells it that we have gone. */
final class ChildProcess {
    /** Keeps Ctrl-C at a terminal from the nodes, which end when their parent wants it. */
    private static final String SHIELD = "trap '' INT HUP; exec \"$@\"";

    private final NodePlan plan;
    private final Process process;
    private final long logBegin;

    private ChildProcess(NodePlan plan, Process process, long logBegin) {
        this.plan = plan;
        this.process = process;
        this.logBegin = logBegin;
    }

    /**
     * Starts a process for the node.
     *
     * @param together how many nodes are started with it, itself included: it waits for them
     * @throws LockstepException {@link BrokersError#FOLDER} or {@link BrokersError#NO_PROCESS}
     */
    static ChildProcess launch(NodePlan plan, int together) {
        long logBegin;
        try {
            Files.createDirectories(plan.folder());
            Files.deleteIfExists(plan.status());
            logBegin = Files.exists(plan.log()) ? Files.size(plan.log()) : 0;
        } catch (IOException e) {
            throw new LockstepException(
                    BrokersError.FOLDER, "The folder " + plan.folder() + " cannot be used.", e);
        }
        File log = plan.log().toFile();
        ProcessBuilder builder =
                new ProcessBuilder(command(plan, together))
                        .directory(plan.folder().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        // options for the user's own Java are not meant for the nodes
        builder.environment()
                .keySet()
                .removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        try {
            Process process = builder.start();
            RunningNodes.add(process);
            return new ChildProcess(plan, process, logBegin);
        } catch (IOException e) {
            throw new LockstepException(
                    BrokersError.NO_PROCESS, "No process for " + plan.name() + " was started.", e);
        }
    }

    private static List<String> command(NodePlan plan, int together) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", SHIELD, "sh"));
        command.addAll(plan.prefix());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(plan.jvm());
        command.add(plan.mainClass());
        command.add(plan.status().toString());
        command.add(Integer.toString(together));
        command.addAll(plan.arguments());
        return command;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Whether this process, and not an earlier one, has said that it is ready. */
    boolean isReady() {
        try {
            return Files.exists(plan.status())
                    && Files.readString(plan.status()).strip().equals("ready " + pid());
        } catch (IOException e) {
            return false;
        }
    }

    /** Of a process that has ended. */
    int exitCode() {
        return process.exitValue();
    }

    /** The last lines that this process printed. */
    String lastLines() {
        return LogTail.of(plan.log(), logBegin);
    }

    /** Returns when it is gone. */
    void kill() {
        process.destroyForcibly();
        boolean interrupted = false;
        while (process.isAlive()) {
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        RunningNodes.remove(process);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks it to end in order; kills it when it has not ended in time. */
    void stop(Duration patience) {
        try {
            OutputStream line = process.getOutputStream();
            line.write("stop\n".getBytes(StandardCharsets.US_ASCII));
            line.flush();
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
        } catch (IOException hasEnded) {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill();
    }
}
