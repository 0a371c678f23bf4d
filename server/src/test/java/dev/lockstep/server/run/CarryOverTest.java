package dev.lockstep.server.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.api.block.BlockBuilder;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.model.project.WindowSpec;
import dev.lockstep.model.reading.ProjectReader;
import dev.lockstep.model.reading.ReadOptions;
import dev.lockstep.model.reading.ReadResult;
import dev.lockstep.server.project.LoadedModel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CarryOverTest {
    private static final String MODEL =
            """
            <project name="p">
              <contqueries>
                <contquery name="a">
                  <windows>
                    <window-source name="in" index="pi_HASH">
                      <schema-string>id*:int64,name:string,price:double</schema-string>
                    </window-source>
                    <window-aggregate name="sums">
                      <schema-string>name*:string,total:double</schema-string>
                      <output><field-expr>ESP_aSum(price)</field-expr></output>
                    </window-aggregate>
                  </windows>
                  <edges><edge source="in" target="sums"/></edges>
                </contquery>
                <contquery name="b">
                  <windows>
                    <window-source name="in" index="pi_EMPTY" insert-only="true">
                      <schema-string>id*:int64,name:string,price:double</schema-string>
                    </window-source>
                    <window-copy name="all" index="pi_HASH"/>
                    <window-copy name="last" index="pi_HASH">
                      <retention type="bycount_sliding">3</retention>
                    </window-copy>
                  </windows>
                  <edges>
                    <edge source="in" target="all"/>
                    <edge source="in" target="last"/>
                  </edges>
                </contquery>
              </contqueries>
            </project>
            """;

    @TempDir Path folder;

    private static LocalRuntime open(String model) {
        ReadResult read =
                ProjectReader.read(
                        model.getBytes(StandardCharsets.UTF_8),
                        "p.xml",
                        name -> null,
                        new ReadOptions(ConnectorClasses.names(), false));
        return new LocalRuntime(new LoadedModel(read.orThrow(), read.settings()), null, List.of());
    }

    private static void inject(LocalRuntime p, int from, int to) throws Exception {
        for (int q = 0; q < 2; q++) {
            WindowSpec source = p.spec().queries().get(q).windows().get(0);
            BlockBuilder rows = new BlockBuilder(EventBlock.detached(source.schema()), null);
            for (int k = from; k < to; k++) {
                rows.row(Opcode.INSERT).set(0, (long) k).set(1, "n" + k % 2).set(2, 1.0);
            }
            p.inject(p.spec().queries().get(q).name() + "/in", List.of(rows.block()));
        }
    }

    private void persist() throws Exception {
        LocalRuntime p = open(MODEL);
        try (AutoCloseable end = p::close) {
            p.start();
            inject(p, 0, 10);
            p.persist(folder);
        }
    }

    /** Rows of a/in, a/sums, b/all and b/last after a restore and ten rows more. */
    private List<Long> rows(String model) throws Exception {
        LocalRuntime p = open(model);
        try (AutoCloseable end = p::close) {
            p.restore(folder, true);
            p.start();
            inject(p, 10, 20);
            return List.of(
                    p.stats("a/in").rows(),
                    p.stats("a/sums").rows(),
                    p.stats("b/all").rows(),
                    p.stats("b/last").rows());
        }
    }

    @Test
    void whatBecomesOfEachWindowIsToldBeforeAnythingIsDone() throws Exception {
        persist();
        String other =
                MODEL.replace("ESP_aSum", "ESP_aMax")
                        .replace(">3<", ">5<")
                        .replace("name=\"all\"", "name=\"every\"")
                        .replace("target=\"all\"", "target=\"every\"");
        LocalRuntime p = open(other);
        try (AutoCloseable end = p::close) {
            assertThatThrownBy(() -> p.restore(folder))
                    .hasMessageContaining("LS-6204")
                    .hasMessageContaining("window b/in keeps its state")
                    .hasMessageContaining("window a/sums starts empty: its properties changed")
                    .hasMessageContaining("window a/in starts empty: a/sums behind it")
                    .hasMessageContaining("window b/every starts empty: it is new")
                    .hasMessageContaining("window b/last starts empty: its retention changed")
                    .hasMessageContaining("the state of window b/all is left out");
            assertThat(p.state().word()).isEqualTo("created");
        }
    }

    @Test
    void whatIsUnchangedGoesOnAndTheRestStartsEmpty() throws Exception {
        persist();

        assertThat(rows(MODEL.replace("ESP_aSum", "ESP_aMax"))).containsExactly(10L, 2L, 20L, 3L);
        assertThat(rows(MODEL.replace(">3<", ">15<"))).containsExactly(20L, 2L, 20L, 10L);
    }

    @Test
    void placesInTheDocumentDoNotCount() throws Exception {
        persist();

        assertThat(rows(MODEL.replace("<windows>", "<!-- the same -->\n\n<windows>")))
                .containsExactly(20L, 2L, 20L, 3L);
    }
}
