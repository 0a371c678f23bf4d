package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.lockstep.api.block.BlockBuilder;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.journal.JournalEntry;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Once everything has its size, events leave no objects behind; not timed, only weighed. */
class SteadyStateTest {
    private static final int ROWS = 256;
    private static final int BLOCKS = 400;

    private static final String TRADES =
            "<window-source name='s' index='pi_EMPTY' insert-only='true'><schema-string>id*:int64,"
                    + "symbol:string,broker:int32,price:double,qty:int32</schema-string>"
                    + "</window-source>";

    private static Trial trial(String what) {
        String edge = "<edge source='s' target='w'/>";
        return switch (what) {
            case "filter and compute" ->
                    new Trial(
                            "index='pi_EMPTY'",
                            TRADES
                                    + "<window-filter name='f'><expression>qty &gt;= 100"
                                    + "</expression></window-filter><window-compute name='w'>"
                                    + "<schema-string>id*:int64,symbol:string,value:double"
                                    + "</schema-string><output><field-expr>symbol</field-expr>"
                                    + "<field-expr>price * qty</field-expr></output>"
                                    + "</window-compute>",
                            "<edge source='s' target='f'/><edge source='f' target='w'/>");
            case "aggregate" -> new Trial("", TRADES + aggregate("symbol*:string"), edge);
            case "sliding aggregate" ->
                    new Trial(
                            "",
                            TRADES
                                    + "<window-copy name='c'><retention type='bycount_sliding'>1000"
                                    + "</retention></window-copy>"
                                    + aggregate("symbol*:string"),
                            "<edge source='s' target='c'/><edge source='c' target='w'/>");
            default ->
                    new Trial(
                            "",
                            TRADES
                                    + "<window-source name='d'><schema-string>broker*:int32,"
                                    + "rate:double</schema-string></window-source>"
                                    + "<window-join name='w' index='pi_EMPTY'><join"
                                    + " type='leftouter' no-regenerates='true'><conditions><fields"
                                    + " left='broker' right='broker'/></conditions></join><output>"
                                    + "<field-expr name='fee' type='double'>l_price * r_rate"
                                    + "</field-expr></output></window-join>",
                            edge + "<edge source='d' target='w'/>");
        };
    }

    private static String aggregate(String key) {
        return "<window-aggregate name='w'><schema-string>"
                + key
                + ",vwap:double,n:int64,low:double,high:double</schema-string><output>"
                + "<field-expr>ESP_aWAve(qty, price)</field-expr><field-expr>ESP_aCount()"
                + "</field-expr><field-expr>ESP_aMin(price)</field-expr><field-expr>ESP_aMax(price)"
                + "</field-expr></output></window-aggregate>";
    }

    private static EventBlock fill(EventBlock block, long from) {
        block.reset(ROWS);
        BlockBuilder builder = new BlockBuilder(block, null);
        for (int i = 0; i < ROWS; i++) {
            long id = from + i;
            builder.row(Opcode.INSERT)
                    .set(0, id)
                    .set(1, "S" + id % 50)
                    .set(2, (int) (id % 20))
                    .set(3, 10 + id * 7919 % 1000 / 8.0)
                    .set(4, (int) (id % 300));
        }
        return block;
    }

    @ParameterizedTest
    @ValueSource(strings = {"filter and compute", "aggregate", "sliding aggregate", "join"})
    void anEventTakesLessThanAByteOfNewMemory(String what) {
        Trial t = trial(what);
        for (int broker = 0; broker < 20 && what.equals("join"); broker++) {
            t.push("d", "I " + broker + ",0.5");
        }
        long[] seen = new long[1];
        t.engine().subscribe("q/w", b -> seen[0] += b.rows(), false);
        EventBlock[] blocks = new EventBlock[BLOCKS];
        for (int k = 0; k < BLOCKS; k++) {
            blocks[k] = fill(EventBlock.detached(t.engine().schema("q/s")), (long) k * ROWS);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 4; round++) {
            long base = (round + 1L) * BLOCKS * ROWS;
            for (int k = 0; k < BLOCKS; k++) {
                long[] ids = blocks[k].longs(0);
                for (int i = 0; i < ROWS; i++) {
                    ids[i] = base + (long) k * ROWS + i;
                }
            }
            long before = threads.getCurrentThreadAllocatedBytes();
            for (EventBlock b : blocks) {
                t.engine().step(new JournalEntry.Block(t.engine().timeMicros(), "q/s", b));
            }
            // what grows once, and code that is not compiled yet, weighs in the first rounds
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(seen[0]).isGreaterThan(BLOCKS * ROWS);
        assertThat(t.bad()).isEmpty();
        assertThat((double) least / (BLOCKS * ROWS)).isLessThan(1);
    }
}
