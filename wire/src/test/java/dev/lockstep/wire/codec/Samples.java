package dev.lockstep.wire.codec;

import dev.lockstep.api.block.BlockBuilder;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.ArrayCodec;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.wire.bytes.ByteSink;
import dev.lockstep.wire.csv.CsvEncoder;
import dev.lockstep.wire.csv.CsvOutputOptions;
import java.util.Random;

/** Blocks with every type, nulls and awkward text. */
public final class Samples {
    public static final Schema SCHEMA =
            RowCollector.schema(
                    "id*:int64,name:string,x:double,n:int32,d:date,s:stamp,m:money,b:blob,"
                            + "ai:array(i32),ad:array(dbl),opcode:string");

    private static final String[] TEXTS = {
        "plain",
        "",
        " blank around ",
        "a,b\"c\"",
        "line\nend\r",
        "<&>]]>",
        "\\s=#",
        "ü€𝄞",
        "\u0001",
        "[1;2]",
        "null",
        "\t",
        "# no comment",
        "name=value",
        "\\"
    };

    private Samples() {}

    /** Rows of every opcode, from a seed. */
    public static EventBlock block(int seed, int rows) {
        Random random = new Random(seed);
        EventBlock block = EventBlock.detached(SCHEMA);
        BlockBuilder b = new BlockBuilder(block, null);
        for (int r = 0; r < rows; r++) {
            byte opcode = (byte) (Opcode.INSERT + random.nextInt(5));
            b.row(opcode, (byte) random.nextInt(EventFlags.RETENTION + 2));
            fill(b, random);
        }
        return block;
    }

    private static void fill(BlockBuilder b, Random random) {
        b.set(0, random.nextLong());
        if (random.nextInt(4) > 0) {
            b.set(1, TEXTS[random.nextInt(TEXTS.length)]);
            b.set(2, random.nextInt(1_000_000) / 64.0 * (random.nextBoolean() ? 1 : -1));
            b.set(3, random.nextInt());
        }
        if (random.nextInt(4) > 0) {
            b.set(4, (long) random.nextInt()).set(5, random.nextLong() >> 12);
            b.set(6, random.nextLong() >> 20);
        }
        if (random.nextInt(3) > 0) {
            byte[] blob = new byte[random.nextInt(9)];
            random.nextBytes(blob);
            b.set(7, blob, 0, blob.length);
            byte[] ints = ArrayCodec.allocate(3);
            ArrayCodec.setLong(ints, 0, random.nextInt());
            ArrayCodec.setMissing(ints, 2);
            b.set(8, ints, 0, ints.length);
            byte[] doubles = ArrayCodec.allocate(random.nextInt(3));
            for (int i = 0; i < ArrayCodec.length(doubles); i++) {
                ArrayCodec.setDouble(doubles, i, random.nextInt(1000) / 8.0);
            }
            b.set(9, doubles, 0, doubles.length);
            b.set(10, TEXTS[random.nextInt(TEXTS.length)]);
        }
    }

    /** Rows as CSV, with marks where empty text is no null. */
    public static String text(EventBlock block) {
        ByteSink sink = new ByteSink(256);
        new CsvEncoder(block.schema(), new CsvOutputOptions()).encode(block, sink);
        StringBuilder s = new StringBuilder(sink.text());
        for (int r = 0; r < block.rows(); r++) {
            for (int f = 0; f < block.schema().size(); f++) {
                s.append(block.isNull(f, r) ? '-' : '+');
            }
        }
        return s.toString();
    }
}
