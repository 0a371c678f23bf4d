package dev.lockstep.bench.failover;

import dev.lockstep.brokers.ChildJvm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A {@link TransactionLoop} in a process of its own, with its lane. */
final class LoopProcess implements AutoCloseable {
    private static final int UNSAFE_IS_WARNED_OF = 24;

    private final Lane lane;
    private final ChildJvm jvm;

    /** Starts it and waits until a row has come through. */
    LoopProcess(Stage stage, TransactionLoop.Kind kind) throws IOException, InterruptedException {
        String name = "loop-" + kind.name().toLowerCase(Locale.ROOT);
        lane = new Lane(stage, stage.place("failover", true));
        List<String> flags =
                new ArrayList<>(List.of("-XX:-UsePerfData", "--enable-native-access=ALL-UNNAMED"));
        if (Runtime.version().feature() >= UNSAFE_IS_WARNED_OF) {
            flags.add("--sun-misc-unsafe-memory-access=allow");
        }
        flags.addAll(stage.flags());
        flags.addAll(List.of("-cp", System.getProperty("java.class.path")));
        jvm =
                new ChildJvm(
                        name,
                        stage.folder(name),
                        TransactionLoop.class.getName(),
                        TransactionLoop.arguments(kind, lane),
                        flags);
        try {
            stage.say("starting %s", name);
            jvm.start();
            lane.fill(1);
            lane.awaitAll();
        } catch (RuntimeException | InterruptedException e) {
            close();
            throw e;
        }
    }

    Lane lane() {
        return lane;
    }

    /** Does nothing until it is thawed. */
    void freeze() {
        jvm.freeze();
    }

    void thaw() {
        jvm.thaw();
    }

    @Override
    public void close() {
        jvm.close();
        lane.close();
    }
}
