package dev.lockstep.testkit.planted;

import dev.lockstep.api.replica.ReplicaModel;
import dev.lockstep.failover.replica.Replica;
import dev.lockstep.testkit.simulation.Simulation;
import dev.lockstep.testkit.simulation.Trace;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/** The core of failover with one bug, and its simulation around it. */
final class PlantedReplica extends PlantedModule {
    private static final Path SOURCES = Path.of("../failover/src/main/java/dev/lockstep/failover");
    private static final String SIMULATION = Simulation.class.getPackageName() + ".";

    /**
     * @param directory an empty one, for the changed file and its classes
     */
    PlantedReplica(PlantedBug bug, Path directory) throws IOException {
        super(
                SOURCES,
                bug,
                directory,
                List.of(Replica.class, ReplicaModel.class, NullMarked.class),
                List.of(Replica.class, Simulation.class),
                name -> name.startsWith("dev.lockstep.failover.") || name.startsWith(SIMULATION));
    }

    /** What the simulation of a seed finds, or an empty text. */
    String finding(long seed) throws ReflectiveOperationException {
        Class<?> trace = loadClass(Trace.class.getName());
        Method run = loadClass(Simulation.class.getName()).getMethod("run", long.class, trace);
        try {
            run.invoke(null, seed, trace.getMethod("off").invoke(null));
            return "";
        } catch (InvocationTargetException e) {
            return String.valueOf(e.getCause());
        }
    }
}
