package dev.lockstep.brokers;

import dev.lockstep.api.error.LockstepException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the settings of all kinds of nodes have in common. */
final class NodeSettings {
    static final String LOOPBACK = "127.0.0.1";
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final int MOST_NODES = 9;
    private static final int LEAST_HEAP = 32;
    private static final int UNSAFE_IS_WARNED_OF = 24;

    private static final List<String> ALWAYS =
            List.of(
                    "-Xms32m",
                    "-XX:+UseSerialGC",
                    "-XX:-UsePerfData",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-Djava.awt.headless=true",
                    "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                    "-Dorg.slf4j.simpleLogger.showDateTime=true",
                    "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS",
                    // says again and again that a node is down, which we know
                    "-Dorg.slf4j.simpleLogger.log.org.apache.kafka.clients.NetworkClient=error");

    private NodeSettings() {}

    static void check(int nodes, List<String> hosts, int heapMegabytes) {
        if (nodes < 1 || nodes > MOST_NODES) {
            throw bad("A cluster has 1 to " + MOST_NODES + " nodes, not " + nodes + ".");
        }
        if (hosts.isEmpty()) {
            throw bad("A cluster needs an address.");
        }
        if (heapMegabytes < LEAST_HEAP) {
            throw bad("A node needs a heap of " + LEAST_HEAP + " MiB or more.");
        }
    }

    static LockstepException bad(String detail) {
        return new LockstepException(BrokersError.BAD_SETTING, detail);
    }

    /** The address of node i, which counts from 1. */
    static String host(List<String> hosts, int i) {
        return hosts.get(Math.min(i, hosts.size()) - 1);
    }

    /** Options of a node's JVM; those given say where its classes are. */
    static List<String> jvmOptions(int heapMegabytes, boolean quickStart, List<String> classes) {
        List<String> options = new ArrayList<>(ALWAYS);
        options.addAll(classes);
        options.add("-Xmx" + heapMegabytes + "m");
        if (quickStart) {
            options.add("-XX:TieredStopAtLevel=1");
        }
        if (Runtime.version().feature() >= UNSAFE_IS_WARNED_OF) {
            options.add("--sun-misc-unsafe-memory-access=allow");
        }
        return options;
    }
}
