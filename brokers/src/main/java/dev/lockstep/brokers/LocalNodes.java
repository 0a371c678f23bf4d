package dev.lockstep.brokers;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** The nodes of one cluster. */
final class LocalNodes {
    private final List<Node> nodes;
    private final Duration patience;

    private LocalNodes(List<Node> nodes, Duration patience) {
        this.nodes = List.copyOf(nodes);
        this.patience = patience;
    }

    /** Starts nodes; the supplier is asked again, for other ports, when one was taken. */
    static LocalNodes start(Supplier<List<NodePlan>> plans, Duration patience) {
        Supplier<List<Node>> maker =
                () -> plans.get().stream().map(p -> new Node(p, patience)).toList();
        return new LocalNodes(NodeStart.startNew(maker, patience), patience);
    }

    List<Node> all() {
        return nodes;
    }

    /** Where clients connect, separated by commas. */
    String addresses() {
        return String.join(",", nodes.stream().map(Node::address).toList());
    }

    void startAll() {
        nodes.forEach(Node::thaw);
        List<Node> down = nodes.stream().filter(n -> !n.isRunning()).toList();
        if (!down.isEmpty()) {
            NodeStart.startAgain(down, patience);
        }
    }

    void killAll() {
        nodes.forEach(Node::kill);
    }
}
