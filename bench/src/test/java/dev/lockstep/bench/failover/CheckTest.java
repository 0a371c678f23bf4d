package dev.lockstep.bench.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.lockstep.api.block.BlockBuilder;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.bench.peers.Models;
import dev.lockstep.server.failover.UndisturbedModel;
import dev.lockstep.wire.binary.BinaryFrame;
import dev.lockstep.wire.bytes.ByteSink;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every model of the benchmark puts out what the check of its output wants, and nothing else. */
final class CheckTest {
    private static final Models MODELS = new Models(Path.of("models"));

    @SuppressWarnings("NullAway.Init")
    private UndisturbedModel model;

    @BeforeEach
    void open() throws InterruptedException {
        model = open("failover");
    }

    private static UndisturbedModel open(String name) throws InterruptedException {
        Path file = MODELS.folder().resolve(name + ".xml").toAbsolutePath();
        UndisturbedModel m =
                new UndisturbedModel(new Place(file, "nowhere:1", "", "p", true).load());
        m.model().start(1, 1);
        return m;
    }

    @AfterEach
    void close() {
        model.close();
    }

    /** What comes out for a record of so many rows. */
    private static List<byte[]> step(UndisturbedModel m, long firstRow, int rows) {
        byte[] record = new Rows(m.schema("q/in"), false).record(firstRow, rows);
        m.model().record(0, 1_000 + firstRow, firstRow, record);
        return m.model().takeOutput().stream().map(o -> o.value()).toList();
    }

    private Schema output() {
        return model.schema("q/out");
    }

    @Test
    void outputInOrderIsCountedByRows() {
        Check check = new Check(output());
        step(model, 0, 3).forEach(check::add);
        step(model, 3, 1).forEach(check::add);

        assertThat(check.count()).isEqualTo(4);
    }

    @Test
    void modelsWithStateHaveTheSameOutput() throws InterruptedException {
        List<byte[]> expected = step(model, 0, 5);
        for (String name : List.of("failover-recent", "failover-state")) {
            try (UndisturbedModel other = open(name)) {
                assertThat(step(other, 0, 5))
                        .as(name)
                        .hasSize(1)
                        .containsExactlyElementsOf(expected);
            }
        }
    }

    @Test
    void aRowThatIsMissingIsFound() {
        Check check = new Check(output());
        step(model, 0, 1).forEach(check::add);
        List<byte[]> later = step(model, 2, 1);

        assertThatThrownBy(() -> later.forEach(check::add))
                .hasMessageContaining("Row 2 of the output should be row 1: rows were lost");
    }

    @Test
    void aRowThatComesAgainIsFound() {
        Check check = new Check(output());
        List<byte[]> first = step(model, 0, 2);
        first.forEach(check::add);

        assertThatThrownBy(() -> first.forEach(check::add)).hasMessageContaining("came again");
    }

    @Test
    void aWrongSumIsFound() {
        Check check = new Check(output());
        EventBlock block = EventBlock.detached(output());
        new BlockBuilder(block, null)
                .row(Opcode.INSERT)
                .set(0, 0L)
                .set(4, Rows.used(0) + Rows.free(0) + 1);
        ByteSink sink = new ByteSink(256);
        new BinaryFrame(output()).write(block, 1, sink);
        byte[] record = Arrays.copyOf(sink.bytes(), sink.size());

        assertThatThrownBy(() -> check.add(record)).hasMessageContaining("the wrong sum");
    }

    @Test
    void stateTakesAboutTheBytesThatItsRowsAreReckonedBy()
            throws InterruptedException, IOException {
        try (UndisturbedModel m = open("failover-state")) {
            long empty = bytes(m);
            int rows = 20_000;
            m.model().record(1, 1_000, 0, new Rows(m.schema("q/kept"), true).record(0, rows));

            double gib = (bytes(m) - empty) / (double) (1 << 30);

            assertThat(StallPart.rows(gib)).isCloseTo(rows, withinPercentage(5));
        }
    }

    private static long bytes(UndisturbedModel m) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        m.model().save(new DataOutputStream(bytes));
        return bytes.size();
    }
}
