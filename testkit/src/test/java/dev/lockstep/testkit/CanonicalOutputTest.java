package dev.lockstep.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.event.Opcode;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.testkit.model.ModelBuilder;
import dev.lockstep.testkit.reference.ReferenceEngine;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CanonicalOutputTest {
    private static final ProjectSpec PROJECT = project();

    private static ProjectSpec project() {
        ModelBuilder m = new ModelBuilder();
        m.source("in", "id*:int64,v:string");
        return m.build();
    }

    private static OutputEvent event(
            byte opcode, List<@Nullable Object> row, @Nullable List<@Nullable Object> old) {
        return new OutputEvent(opcode, (byte) 0, 0, row, old);
    }

    private static List<String> violations(OutputEvent... events) {
        CanonicalOutput reader = new CanonicalOutput(PROJECT);
        reader.read(Map.of("q/in", List.of(events)));
        try (ReferenceEngine engine = new ReferenceEngine(PROJECT)) {
            return reader.violations(engine);
        }
    }

    private static final List<@Nullable Object> OLD = Rows.of(1L, "a");
    private static final List<@Nullable Object> NEW = Rows.of(1L, "b");

    @Test
    void lawfulOutputPasses() {
        assertThat(
                        violations(
                                event(Opcode.INSERT, OLD, null),
                                event(Opcode.UPDATE, NEW, OLD),
                                event(Opcode.DELETE, NEW, null)))
                .isEmpty();
    }

    @Test
    void eachUnlawfulEventIsNamed() {
        assertThat(
                        violations(
                                event(Opcode.UPDATE, OLD, NEW),
                                event(Opcode.INSERT, NEW, null),
                                event(Opcode.UPDATE, OLD, OLD),
                                event(Opcode.UPSERT, OLD, null),
                                event(Opcode.DELETE, NEW, null)))
                .hasSize(5);
    }

    @Test
    void rowsThatNobodyWasToldOfAreNamed() {
        assertThat(violations(event(Opcode.INSERT, OLD, null)))
                .containsExactly("q/in retains [] but has told [[1, a]]");
    }
}
