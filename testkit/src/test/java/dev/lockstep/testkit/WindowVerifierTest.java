package dev.lockstep.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.testkit.model.ModelBuilder;
import dev.lockstep.testkit.reference.ReferenceEngine;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WindowVerifierTest {
    private static final ProjectSpec PROJECT = project();
    private static final List<JournalEntry> INPUT =
            new JournalBuilder(PROJECT)
                    .send("in", "I 1,a", "I 2,b", "U 1,c")
                    .send("in", "D 2,", "I 3,d")
                    .build();

    private static ProjectSpec project() {
        ModelBuilder m = new ModelBuilder();
        m.source("in", "id*:int64,v:string");
        return m.build();
    }

    /** Snapshots by playing the entries again, the last {@code forgotten} ones left out. */
    private static final class Replaying implements EngineUnderTest.Factory {
        private final List<List<JournalEntry>> taken = new ArrayList<>();
        private final int forgotten;
        private int restores;

        Replaying(int forgotten) {
            this.forgotten = forgotten;
        }

        @Override
        public EngineUnderTest open(ProjectSpec project) {
            return new Engine(project, List.of());
        }

        @Override
        public EngineUnderTest restore(ProjectSpec project, byte[] snapshot) {
            restores++;
            List<JournalEntry> all = taken.get(ByteBuffer.wrap(snapshot).getInt());
            return new Engine(project, all.subList(0, Math.max(0, all.size() - forgotten)));
        }

        private final class Engine extends Tampered {
            private final List<JournalEntry> stepped = new ArrayList<>();

            Engine(ProjectSpec project, List<JournalEntry> before) {
                super(project);
                before.forEach(this::step);
            }

            @Override
            public Map<String, List<OutputEvent>> step(JournalEntry entry) {
                stepped.add(entry);
                return super.step(entry);
            }

            @Override
            public byte @Nullable [] snapshot() {
                taken.add(List.copyOf(stepped));
                return ByteBuffer.allocate(4).putInt(taken.size() - 1).array();
            }
        }
    }

    @Test
    void anEngineThatRestoresEverythingPasses() {
        Replaying engines = new Replaying(0);
        assertThat(new WindowVerifier(PROJECT, engines).verify(INPUT, 1)).isEmpty();
        assertThat(engines.restores).isEqualTo(INPUT.size());
    }

    @Test
    void stateThatIsNotRestoredIsFound() {
        Difference d = new WindowVerifier(PROJECT, new Replaying(1)).verify(INPUT, 1).orElseThrow();
        assertThat(d.what()).startsWith("Restored: ");
    }

    @Test
    void anEngineThatLooksAtBlocksIsFound() {
        EngineUnderTest.Factory engines =
                Tampered.factory(
                        p ->
                                new Tampered(p) {
                                    @Override
                                    List<OutputEvent> step(List<OutputEvent> events) {
                                        return events.subList(0, Math.min(2, events.size()));
                                    }
                                });
        Difference d = new WindowVerifier(PROJECT, engines).verify(INPUT, 1).orElseThrow();
        assertThat(d.what()).isEqualTo("One by one: output from event 2");
        assertThat(d.actual()).contains("U 1,c was 1,a");
    }

    @Test
    void withoutSnapshotsOnlyCutsAreCompared() {
        assertThat(new WindowVerifier(PROJECT, ReferenceEngine.FACTORY).verify(INPUT, 1)).isEmpty();
    }
}
