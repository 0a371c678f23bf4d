package dev.lockstep.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.project.RetentionSpec.Type;
import dev.lockstep.testkit.model.ModelBuilder;
import dev.lockstep.testkit.reference.ReferenceEngine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DifferentialCheckTest {
    private static final ProjectSpec PROJECT = project();
    private static final List<JournalEntry> INPUT =
            new JournalBuilder(PROJECT)
                    .send("in", "I 1,a,1.5", "I 2,a,2.5", "D 9,,")
                    .send("in", "I 3,b,0.1", "U 3,b,0.3")
                    .build();

    private static ProjectSpec project() {
        ModelBuilder m = new ModelBuilder();
        m.source("in", "id*:int64,g:string,v:double");
        m.copy("kept", "id*:int64,g:string,v:double").retain(Type.BYCOUNT_SLIDING, 2);
        m.aggregate("sum", "g*:string,total:double", "ESP_aSum(v)");
        return m.edge("in", "kept").edge("kept", "sum").build();
    }

    private static Optional<Difference> compare(Function<ProjectSpec, EngineUnderTest> engine) {
        return DifferentialCheck.compare(
                PROJECT, INPUT, Tampered.factory(engine), ReferenceEngine.FACTORY);
    }

    private static OutputEvent with(
            OutputEvent e,
            byte opcode,
            byte flags,
            int cause,
            List<@Nullable Object> values,
            @Nullable List<@Nullable Object> old) {
        return new OutputEvent(opcode, flags, cause, values, old);
    }

    /** An engine that changes the events of aggregates' schema or of the copy's. */
    private static Function<ProjectSpec, EngineUnderTest> changing(
            Function<OutputEvent, @Nullable OutputEvent> change) {
        return p ->
                new Tampered(p) {
                    @Override
                    @Nullable OutputEvent event(JournalEntry entry, OutputEvent e) {
                        return change.apply(e);
                    }
                };
    }

    private static List<@Nullable Object> scaled(List<@Nullable Object> row, double by) {
        List<@Nullable Object> changed = new ArrayList<>(row);
        int last = row.size() - 1;
        Object value = row.get(last);
        changed.set(last, value instanceof Double d ? (Object) (d * by) : value);
        return changed;
    }

    @Test
    void anUntamperedEngineAgrees() {
        assertThat(compare(Tampered::new)).isEmpty();
    }

    @Test
    void aLostEventIsFound() {
        assertThat(compare(changing(e -> e.opcode() == Opcode.DELETE ? null : e))).isPresent();
    }

    @Test
    void aLostRetentionFlagIsFound() {
        assertThat(
                        compare(
                                changing(
                                        e ->
                                                with(
                                                        e,
                                                        e.opcode(),
                                                        EventFlags.NORMAL,
                                                        e.cause(),
                                                        e.values(),
                                                        e.old()))))
                .isPresent();
    }

    @Test
    void aWrongOpcodeIsFound() {
        assertThat(
                        compare(
                                changing(
                                        e ->
                                                e.opcode() == Opcode.UPDATE
                                                        ? with(
                                                                e,
                                                                Opcode.UPSERT,
                                                                e.flags(),
                                                                e.cause(),
                                                                e.values(),
                                                                e.old())
                                                        : e)))
                .isPresent();
    }

    @Test
    void aWrongCauseIsFound() {
        assertThat(compare(changing(e -> e.withCause(0)))).isPresent();
    }

    @Test
    void aMissingOldRowIsFound() {
        assertThat(
                        compare(
                                changing(
                                        e ->
                                                with(
                                                        e,
                                                        e.opcode(),
                                                        e.flags(),
                                                        e.cause(),
                                                        e.values(),
                                                        null))))
                .isPresent();
    }

    @Test
    void anotherOrderIsFound() {
        Function<ProjectSpec, EngineUnderTest> reversing =
                p ->
                        new Tampered(p) {
                            @Override
                            List<OutputEvent> step(List<OutputEvent> events) {
                                Collections.reverse(events);
                                return events;
                            }
                        };
        assertThat(compare(reversing)).isPresent();
    }

    @Test
    void sumsMayDifferInTheLastBitsAndOtherDoublesMayNot() {
        double near = 1 + 1e-13;
        assertThat(
                        compare(
                                changing(
                                        e ->
                                                e.values().size() == 2
                                                        ? with(
                                                                e,
                                                                e.opcode(),
                                                                e.flags(),
                                                                e.cause(),
                                                                scaled(e.values(), near),
                                                                e.old())
                                                        : e)))
                .isEmpty();
        Optional<Difference> inTheCopy =
                compare(
                        changing(
                                e ->
                                        e.values().size() == 3
                                                ? with(
                                                        e,
                                                        e.opcode(),
                                                        e.flags(),
                                                        e.cause(),
                                                        scaled(e.values(), near),
                                                        e.old())
                                                : e));
        assertThat(inTheCopy).isPresent();
    }

    @Test
    void wronglyRetainedRowsAreFound() {
        Function<ProjectSpec, EngineUnderTest> forgetful =
                p ->
                        new Tampered(p) {
                            @Override
                            public List<List<@Nullable Object>> retained(String window) {
                                return window.equals("q/kept")
                                        ? super.retained(window).subList(1, 2)
                                        : super.retained(window);
                            }
                        };
        Difference d = compare(forgetful).orElseThrow();
        assertThat(d.window()).isEqualTo("q/kept");
        assertThat(d.what()).isEqualTo("Retained rows");
    }

    @Test
    void aWrongCountOfBadEventsIsFoundAtItsEntry() {
        Function<ProjectSpec, EngineUnderTest> careless =
                p ->
                        new Tampered(p) {
                            @Override
                            public long badEvents(String window) {
                                return 0;
                            }
                        };
        Difference d = compare(careless).orElseThrow();
        assertThat(d.entry()).isEqualTo(1);
        assertThat(d.window()).isEqualTo("q/in");
    }

    @Test
    void theReportShowsModelEntryWindowAndBothOutputs() {
        Difference d =
                compare(changing(e -> e.flags() == EventFlags.RETENTION ? null : e)).orElseThrow();
        assertThat(d.toString())
                .contains("block q/in at 0\n    I 3,b,0.1 @0\n    U 3,b,0.3 @1")
                .contains("Output of q/kept")
                .contains("expected:\n    I 3,b,0.1 @0\n    D/R 1,a,1.5 @0")
                .contains("actual:\n    I 3,b,0.1 @0\n    U 3,b,0.3")
                .contains("<window-copy name=\"kept\"");
    }
}
