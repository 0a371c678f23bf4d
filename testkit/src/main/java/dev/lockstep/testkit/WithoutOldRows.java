package dev.lockstep.testkit;

import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.model.project.ProjectSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Engines of which the old rows are not looked at, so that those which have none can be compared.
 */
public final class WithoutOldRows implements EngineUnderTest {
    private final EngineUnderTest engine;

    /** The windows that are looked at, or null for all. */
    private final @Nullable List<String> seen;

    private WithoutOldRows(EngineUnderTest engine, @Nullable List<String> seen) {
        this.engine = engine;
        this.seen = seen;
    }

    /** Engines of which all windows are looked at. */
    public static Factory of(Factory engines) {
        return factory(engines, false);
    }

    /** Engines of which only the windows are looked at that no other window reads. */
    public static Factory ofEnds(Factory engines) {
        return factory(engines, true);
    }

    private static Factory factory(Factory engines, boolean isEndsOnly) {
        return new Factory() {
            @Override
            public EngineUnderTest open(ProjectSpec project) {
                return new WithoutOldRows(engines.open(project), seen(project));
            }

            @Override
            public EngineUnderTest restore(ProjectSpec project, byte[] snapshot) {
                return new WithoutOldRows(engines.restore(project, snapshot), seen(project));
            }

            private @Nullable List<String> seen(ProjectSpec project) {
                return isEndsOnly ? LockstepEngine.ends(project) : null;
            }
        };
    }

    @Override
    public Map<String, List<OutputEvent>> step(JournalEntry entry) {
        Map<String, List<OutputEvent>> left = new LinkedHashMap<>();
        engine.step(entry)
                .forEach(
                        (w, events) -> {
                            if (seen == null || seen.contains(w)) {
                                left.put(w, events.stream().map(WithoutOldRows::strip).toList());
                            }
                        });
        return left;
    }

    private static OutputEvent strip(OutputEvent e) {
        return new OutputEvent(e.opcode(), e.flags(), e.cause(), e.values(), null);
    }

    @Override
    public List<List<@Nullable Object>> retained(String window) {
        return engine.retained(window);
    }

    @Override
    public long badEvents(String window) {
        return engine.badEvents(window);
    }

    @Override
    public byte @Nullable [] snapshot() {
        return engine.snapshot();
    }

    @Override
    public void close() {
        engine.close();
    }
}
