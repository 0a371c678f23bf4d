package dev.lockstep.brokers;

import dev.lockstep.api.error.LockstepException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Starts several nodes at once and waits until they are ready. */
final class NodeStart {
    /** The exit code by which a node says that a port was taken. */
    private static final int PORT_TAKEN = 98;

    private static final long POLL_MILLIS = 10;
    private static final int TRIES = 3;

    private NodeStart() {}

    /** Starts nodes that the supplier makes, and others at other ports where a port was taken. */
    static List<Node> startNew(Supplier<List<Node>> maker, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        for (int i = 1; ; i++) {
            List<Node> nodes = maker.get();
            try {
                start(nodes, end);
                return nodes;
            } catch (LockstepException e) {
                if (i == TRIES || !isOfPort(e)) {
                    throw e;
                }
            }
        }
    }

    /** Starts nodes at the ports that they have; waits for these where somebody else holds one. */
    static void startAgain(List<Node> nodes, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        nodes.forEach(Node::kill);
        while (true) {
            try {
                start(nodes, end);
                return;
            } catch (LockstepException e) {
                if (System.nanoTime() > end || !isOfPort(e)) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static boolean isOfPort(LockstepException e) {
        return e.problems().get(0).code() == BrokersError.NO_PORT;
    }

    private static void start(List<Node> nodes, long end) {
        nodes.forEach(NodeStart::checkPorts);
        boolean ready = false;
        try {
            List<ChildProcess> processes = new ArrayList<>();
            for (Node n : nodes) {
                processes.add(n.launch(nodes.size()));
            }
            for (int i = 0; i < nodes.size(); i++) {
                await(nodes, processes, i, end);
            }
            ready = true;
        } finally {
            if (!ready) {
                nodes.forEach(Node::kill);
            }
        }
    }

    private static void checkPorts(Node node) {
        for (int port : node.plan().ports()) {
            if (!FreePorts.isFree(node.plan().host(), port)) {
                throw portTaken(node);
            }
        }
    }

    private static LockstepException portTaken(Node node) {
        return new LockstepException(
                BrokersError.NO_PORT,
                "One of the ports of "
                        + node
                        + " is in use by somebody else: "
                        + node.plan().ports()
                        + ".");
    }

    private static void await(List<Node> nodes, List<ChildProcess> processes, int i, long end) {
        while (!processes.get(i).isReady()) {
            for (int j = 0; j < nodes.size(); j++) {
                if (!processes.get(j).isAlive()) {
                    throw ended(nodes.get(j), processes.get(j));
                }
            }
            if (System.nanoTime() > end) {
                throw withLog(
                        BrokersError.NOT_READY_IN_TIME,
                        "The node " + nodes.get(i) + " did not become ready in time.",
                        nodes.get(i),
                        processes.get(i));
            }
            pause();
        }
    }

    private static LockstepException ended(Node node, ChildProcess process) {
        if (process.exitCode() == PORT_TAKEN) {
            return portTaken(node);
        }
        return withLog(
                BrokersError.NODE_ENDED,
                "The node " + node + " ended with exit code " + process.exitCode() + ".",
                node,
                process);
    }

    private static LockstepException withLog(
            BrokersError error, String what, Node node, ChildProcess process) {
        return new LockstepException(
                error, what + " Its log " + node.log() + " ends:\n" + process.lastLines() + "\n");
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LockstepException(
                    BrokersError.INTERRUPTED, "The start of nodes was interrupted.", e);
        }
    }
}
