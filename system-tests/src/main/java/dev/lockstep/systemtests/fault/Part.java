package dev.lockstep.systemtests.fault;

import dev.lockstep.brokers.Node;
import dev.lockstep.systemtests.stage.Stage;

/** Which node of the bus a fault means. */
public enum Part {
    COORDINATOR("the broker that coordinates the transactions"),
    BROKER("another broker"),
    ZOOKEEPER("a ZooKeeper node");

    private final String words;

    Part(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    Node on(Stage stage) throws InterruptedException {
        return switch (this) {
            case COORDINATOR -> stage.bus().coordinator();
            case BROKER -> stage.bus().other(stage.random());
            case ZOOKEEPER -> stage.bus().zooKeeper(stage.random());
        };
    }
}
