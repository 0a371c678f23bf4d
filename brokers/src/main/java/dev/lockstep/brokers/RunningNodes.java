package dev.lockstep.brokers;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The processes of this JVM's nodes that may be alive. When the JVM ends in order they are killed;
 * when it is killed they notice by themselves.
 */
final class RunningNodes {
    private static final Set<Process> PROCESSES = ConcurrentHashMap.newKeySet();
    private static final List<Runnable> AFTERWARDS = new CopyOnWriteArrayList<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(RunningNodes::killAll, "kill-nodes"));
    }

    private RunningNodes() {}

    static void add(Process process) {
        PROCESSES.add(process);
    }

    static void remove(Process process) {
        PROCESSES.remove(process);
    }

    /** Runs something when the JVM ends and the nodes have been killed. */
    static void afterwards(Runnable task) {
        AFTERWARDS.add(task);
    }

    private static void killAll() {
        PROCESSES.forEach(Process::destroyForcibly);
        boolean interrupted = false;
        for (Process p : PROCESSES) {
            try {
                p.waitFor();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        AFTERWARDS.forEach(Runnable::run);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
