package dev.lockstep.testkit.planted;

import dev.lockstep.api.block.StringPool;
import dev.lockstep.engine.Engine;
import dev.lockstep.expression.code.Generated;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.testkit.EngineUnderTest;
import dev.lockstep.testkit.LockstepEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/** The engine with one bug. */
final class PlantedEngine extends PlantedModule {
    private static final Path SOURCES = Path.of("../engine/src/main/java/dev/lockstep/engine");
    private static final String DRIVER = LockstepEngine.class.getName();

    /**
     * @param directory an empty one, for the changed file and its classes
     */
    PlantedEngine(PlantedBug bug, Path directory) throws IOException {
        super(
                SOURCES,
                bug,
                directory,
                List.of(
                        Engine.class,
                        StringPool.class,
                        ProjectSpec.class,
                        Generated.class,
                        NullMarked.class),
                List.of(Engine.class, LockstepEngine.class),
                name -> name.startsWith("dev.lockstep.engine.") || name.startsWith(DRIVER));
    }

    /** {@link LockstepEngine#FACTORY} around the changed class. */
    EngineUnderTest.Factory asked() throws ReflectiveOperationException {
        return factory("FACTORY");
    }

    /** {@link LockstepEngine#UNASKED} around the changed class. */
    EngineUnderTest.Factory unasked() throws ReflectiveOperationException {
        return factory("UNASKED");
    }

    private EngineUnderTest.Factory factory(String constant) throws ReflectiveOperationException {
        return (EngineUnderTest.Factory)
                loadClass(LockstepEngine.class.getName()).getField(constant).get(null);
    }
}
