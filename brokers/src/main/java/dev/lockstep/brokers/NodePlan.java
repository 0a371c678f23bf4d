package dev.lockstep.brokers;

import java.nio.file.Path;
import java.util.List;

/**
 * All that is needed to start one node, again and again.
 *
 * @param name for people, for example {@code kafka-1}
 * @param folder the node's own; log, properties and data lie in it
 * @param host where it listens
 * @param clientPort where clients connect
 * @param ports every port at which it listens, that of the clients included
 * @param mainClass in the package {@code node}
 * @param arguments of that class
 * @param jvm the options of its JVM, the class path included
 * @param prefix a command that becomes the one given to it; empty for none
 */
record NodePlan(
        String name,
        Path folder,
        String host,
        int clientPort,
        List<Integer> ports,
        String mainClass,
        List<String> arguments,
        List<String> jvm,
        List<String> prefix) {
    NodePlan {
        ports = List.copyOf(ports);
        arguments = List.copyOf(arguments);
        jvm = List.copyOf(jvm);
        prefix = List.copyOf(prefix);
    }

    /** Without anything before its command. */
    NodePlan(
            String name,
            Path folder,
            String host,
            int clientPort,
            List<Integer> ports,
            String mainClass,
            List<String> arguments,
            List<String> jvm) {
        this(name, folder, host, clientPort, ports, mainClass, arguments, jvm, List.of());
    }

    Path log() {
        return folder.resolve("node.log");
    }

    /** The file in which the process says that it is ready. */
    Path status() {
        return folder.resolve("node.status");
    }
}
