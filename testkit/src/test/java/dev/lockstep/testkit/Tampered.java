package dev.lockstep.testkit;

import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.testkit.reference.ReferenceEngine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An engine with a planted fault: the reference, with something done to what it shows. */
class Tampered implements EngineUnderTest {
    private final EngineUnderTest sound;

    Tampered(ProjectSpec project) {
        sound = new ReferenceEngine(project);
    }

    /** What becomes of one event; null drops it. */
    @Nullable OutputEvent event(JournalEntry entry, OutputEvent e) {
        return e;
    }

    /** What becomes of all events of a window in one step. */
    List<OutputEvent> step(List<OutputEvent> events) {
        return events;
    }

    @Override
    public Map<String, List<OutputEvent>> step(JournalEntry entry) {
        Map<String, List<OutputEvent>> out = new LinkedHashMap<>();
        sound.step(entry)
                .forEach(
                        (window, events) -> {
                            List<OutputEvent> kept = new ArrayList<>();
                            for (OutputEvent e : events) {
                                OutputEvent after = event(entry, e);
                                if (after != null) {
                                    kept.add(after);
                                }
                            }
                            out.put(window, step(kept));
                        });
        return out;
    }

    @Override
    public List<List<@Nullable Object>> retained(String window) {
        return sound.retained(window);
    }

    @Override
    public long badEvents(String window) {
        return sound.badEvents(window);
    }

    @Override
    public byte @Nullable [] snapshot() {
        return null;
    }

    @Override
    public void close() {
        sound.close();
    }

    /** Opens engines with that fault. */
    static EngineUnderTest.Factory factory(
            java.util.function.Function<ProjectSpec, EngineUnderTest> opening) {
        return new EngineUnderTest.Factory() {
            @Override
            public EngineUnderTest open(ProjectSpec project) {
                return opening.apply(project);
            }

            @Override
            public EngineUnderTest restore(ProjectSpec project, byte[] snapshot) {
                throw new UnsupportedOperationException("no snapshots");
            }
        };
    }
}
