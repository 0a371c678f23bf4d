package dev.lockstep.systemtests.wire;

/** What engines talk to. */
public enum Target {
    KAFKA("Kafka"),
    ZOOKEEPER("ZooKeeper"),
    PEERS("its peers");

    private final String words;

    Target(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }
}
