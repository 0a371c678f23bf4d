package dev.lockstep.server;

import dev.lockstep.brokers.ChildJvm;
import dev.lockstep.brokers.node.ParentWatch;

/** The process of an engine under trial: that of the product, but it ends with its parent. */
public final class EngineMain {
    private EngineMain() {}

    public static void main(String[] arguments) {
        ParentWatch.start(() -> System.exit(0));
        Main.main(ChildJvm.arguments(arguments));
    }
}
