package dev.lockstep.store;

import dev.lockstep.api.block.BlockBuilder;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.engine.Engine;
import dev.lockstep.engine.EngineOptions;
import dev.lockstep.model.project.IndexType;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.project.WindowKind.JoinType;
import dev.lockstep.testkit.model.ModelBuilder;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A process of its own, run with a small heap: fills a dimension, joins facts with random rows of
 * it and checks each of them, restores a snapshot and joins again. Arguments: dimension rows,
 * facts, folder.
 */
final class BigDimension {
    private static final String DIMENSION = "id*:int64,name:string,city:string,weight:double";
    private static final int BLOCK = 1000;

    private final long rows;
    private final RocksRowStores stores;
    private final Engine engine;
    private long next;
    private long matched;
    private long missed;

    private BigDimension(long rows, Path folder) {
        this.rows = rows;
        this.stores = new RocksRowStores(folder);
        this.engine = Engine.open(project(), EngineOptions.quiet().with(stores));
        engine.subscribe("q/joined", this::check, false);
    }

    private static ProjectSpec project() {
        ModelBuilder m = new ModelBuilder();
        m.source("facts", "fact*:int64,id:int64", true, false).index(IndexType.EMPTY);
        m.source("places", DIMENSION).index(IndexType.HLEVELDB);
        m.join(
                        "joined",
                        "fact*:int64,id:int64,name:string,city:string,weight:double",
                        JoinType.LEFT_OUTER,
                        true,
                        List.of("id=id"),
                        List.of("l_id", "r_name", "r_city", "r_weight"))
                .index(IndexType.EMPTY);
        return m.edge("facts", "joined", "left", -1).edge("places", "joined", "right", -1).build();
    }

    /** A number that spreads over all of int64, different for different {@code n}. */
    private static long key(long n) {
        long h = n * 0x9E3779B97F4A7C15L;
        h = (h ^ h >>> 32) * 0xD6E8FEB86659FD93L;
        return h ^ h >>> 29;
    }

    /** The dimension row that a fact asks for; one of five is not there. */
    private long asked(long fact) {
        return Long.remainderUnsigned(key(fact + 99), rows + rows / 4);
    }

    /** Every eighth row is updated, every ninth deleted. */
    private void fill() {
        for (long n = 0; n < rows; n += BLOCK) {
            dimension(n, Opcode.INSERT, 1, 0);
        }
        for (long n = 0; n < rows; n += 8L * BLOCK) {
            dimension(n, Opcode.UPDATE, 8, 7);
        }
        for (long n = 0; n < rows; n += 9L * BLOCK) {
            dimension(n, Opcode.DELETE, 9, 0);
        }
    }

    private void dimension(long from, byte opcode, int stride, long more) {
        EventBlock block = EventBlock.detached(engine.schema("q/places"));
        BlockBuilder b = new BlockBuilder(block, null);
        for (int k = 0; k < BLOCK; k++) {
            long n = from + (long) k * stride;
            if (n < rows) {
                b.row(opcode).set(0, key(n)).set(1, "the place number " + n);
                b.set(2, "city " + n % 1000).set(3, n * 0.5 + more);
            }
        }
        engine.step(new JournalEntry.Block(0, "q/places", block));
    }

    private void join(long facts) {
        long end = next + facts;
        while (next < end) {
            EventBlock block = EventBlock.detached(engine.schema("q/facts"));
            BlockBuilder b = new BlockBuilder(block, null);
            for (int k = 0; k < BLOCK && next < end; k++, next++) {
                b.row(Opcode.INSERT).set(0, next).set(1, key(asked(next)));
            }
            engine.step(new JournalEntry.Block(0, "q/facts", block));
        }
    }

    private void check(EventBlock out) {
        StringPool pool = engine.pool();
        for (int i = 0; i < out.rows(); i++) {
            long n = asked(out.longs(0)[i]);
            boolean isThere = n < rows && n % 9 != 0;
            boolean isRight =
                    out.longs(1)[i] == key(n)
                            && out.isNull(2, i) == !isThere
                            && out.isNull(4, i) == !isThere
                            && (!isThere || isRow(n, out, i, pool));
            if (!isRight) {
                throw new IllegalStateException("row " + n + " is wrong");
            }
            matched += isThere ? 1 : 0;
            missed += isThere ? 0 : 1;
        }
    }

    private static boolean isRow(long n, EventBlock out, int i, StringPool pool) {
        return pool.string(out.ints(2)[i]).equals("the place number " + n)
                && pool.string(out.ints(3)[i]).equals("city " + n % 1000)
                && out.doubles(4)[i] == n * 0.5 + (n % 8 == 0 ? 7 : 0);
    }

    private void say(String what, long since) {
        System.out.println(
                what
                        + ": "
                        + engine.stats("q/places").rows()
                        + " rows, "
                        + matched
                        + " matched, "
                        + missed
                        + " missed, digest "
                        + Long.toHexString(engine.stateDigest("q/places"))
                        + ", bad "
                        + engine.stats("q/places").badEvents()
                        + ", ms "
                        + (System.nanoTime() - since) / 1_000_000);
    }

    public static void main(String[] arguments) throws IOException {
        long rows = Long.parseLong(arguments[0]);
        long facts = Long.parseLong(arguments[1]);
        Path folder = Path.of(arguments[2]);
        Path snapshot = folder.resolve("snapshot");
        long began = System.nanoTime();
        BigDimension first = new BigDimension(rows, folder);
        first.engine.step(new JournalEntry.Start(0, 1, "", ""));
        first.fill();
        first.say("filled", began);
        first.join(facts);
        first.say("joined", began);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(snapshot))) {
            first.engine.save(out);
        }
        first.say("saved", began);
        first.stores.close();
        BigDimension second = new BigDimension(rows, folder);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(snapshot))) {
            second.engine.restore(in);
        }
        second.join(facts);
        second.say("restored", began);
        second.stores.close();
    }
}
