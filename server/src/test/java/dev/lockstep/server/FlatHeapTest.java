package dev.lockstep.server;

import static dev.lockstep.server.Models.project;
import static dev.lockstep.server.Models.table;
import static dev.lockstep.server.Models.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.engine.Engine;
import dev.lockstep.engine.EngineOptions;
import dev.lockstep.model.reading.ProjectReader;
import dev.lockstep.model.reading.ReadOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Strings that nobody retains are given back: distinct keys through retention of a thousand rows
 * leave the heap flat. A hundred million of them with {@code -Dlockstep.long=true}.
 */
class FlatHeapTest {
    private static final int BLOCK = 256;
    private static final long KEYS = Boolean.getBoolean("lockstep.long") ? 100_000_000 : 3_000_000;

    @Test
    void distinctKeysThroughRetentionLeaveTheHeapFlat() {
        String kept = "<retention type='bycount_sliding'>1000</retention>";
        String sums =
                "<schema-string>name*:string,total:int64</schema-string><output>"
                        + "<field-expr>ESP_aSum(n)</field-expr></output>";
        Engine engine =
                open(
                        project(
                                table("s", "", "id*:string,name:string,n:int32", kept)
                                        + table(
                                                "e",
                                                "index='pi_EMPTY' insert-only='true'",
                                                "id*:string,name:string,n:int32")
                                        + window("copy", "c", "", kept)
                                        + window("aggregate", "a", "", sums),
                                "e c",
                                "c a"));
        engine.step(new JournalEntry.Start(0, 1, "", ""));
        EventBlock block = EventBlock.detached(engine.schema("q/s"));
        long blocks = KEYS / BLOCK / 2;
        long usedEarly = 0;
        int codesEarly = 0;
        for (long k = 0; k < blocks; k++) {
            fill(block, k * BLOCK);
            engine.step(new JournalEntry.Block(k, "q/s", block));
            engine.step(new JournalEntry.Block(k, "q/e", block));
            if (k == blocks / 4) {
                usedEarly = used();
                codesEarly = engine.pool().codeLimit();
            }
        }
        assertThat(engine.retained("q/s").rows()).isEqualTo(1000);
        assertThat(engine.retained("q/c").rows()).isEqualTo(1000);
        assertThat(engine.retained("q/a").rows()).isEqualTo(1000);
        assertThat(engine.pool().codeLimit()).isLessThanOrEqualTo(codesEarly + codesEarly / 4);
        assertThat(engine.pool().codeLimit()).isLessThan(300_000);
        assertThat(used() - usedEarly).isLessThan(8L << 20);
    }

    private static void fill(EventBlock block, long from) {
        block.reset(BLOCK);
        for (int i = 0; i < BLOCK; i++) {
            byte[] key = ("key-" + (from + i)).getBytes(StandardCharsets.US_ASCII);
            block.opcodes()[i] = Opcode.INSERT;
            block.flags()[i] = 0;
            block.causes()[i] = i;
            block.clearNulls(i);
            block.spans(0)[i] = block.arena().append(key, 0, key.length);
            byte[] name = ("name " + (from + i) * 7).getBytes(StandardCharsets.US_ASCII);
            block.spans(1)[i] = block.arena().append(name, 0, name.length);
            block.ints(2)[i] = i;
        }
        block.rows(BLOCK);
    }

    private static Engine open(String model) {
        return Engine.open(
                ProjectReader.read(
                                model.getBytes(StandardCharsets.UTF_8),
                                "m.xml",
                                name -> null,
                                new ReadOptions(List.of(), true))
                        .orThrow(),
                EngineOptions.quiet());
    }

    private static long used() {
        System.gc();
        Runtime r = Runtime.getRuntime();
        return r.totalMemory() - r.freeMemory();
    }
}
