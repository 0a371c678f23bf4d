package dev.lockstep.wire.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.connector.BadRow;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.wire.bytes.ByteInput;
import dev.lockstep.wire.bytes.ByteSink;
import dev.lockstep.wire.codec.RowCollector;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The quick way against the careful one, which stripping of null bytes switches on; no input here
 * has any.
 */
class QuickRowsTest {
    private static final String[] TYPES = {
        "int64",
        "int32",
        "double",
        "string",
        "rstring",
        "date",
        "stamp",
        "money",
        "blob",
        "array(dbl)"
    };
    private static final String[] VALUES = {
        "",
        "",
        "0",
        "-0",
        "7",
        "-7",
        "+7",
        "12345678",
        "123456789012345678",
        "1234567890123456789",
        "12345678901234567890123456",
        "9223372036854775807",
        "-9223372036854775808",
        "2147483647",
        "2147483648",
        "-2147483649",
        "1.5",
        "-1.5",
        ".5",
        "5.",
        ".",
        "-",
        "-.5",
        "1e3",
        "1E-400",
        "0.1234567890123456789",
        "123456789.123456789",
        "12345678.12345678",
        "4.35",
        "nan",
        "-inf",
        "007",
        "0000000000000000000000001",
        "1 ",
        " 1",
        "\t1",
        "1\t",
        "a b",
        " a",
        "a ",
        "ü€",
        "seven77",
        "eightttt",
        "ninettttt",
        "a\"b",
        "\"a\"",
        "\"a,;\nb\"",
        "\"\"",
        "\"open",
        "a\\b",
        "a\\",
        "\\,",
        "a\rb",
        "\r",
        "[1;2.5]",
        "[]",
        "YWJj",
        "0x1",
        "i",
        "n",
        "1.2.3",
        "--1"
    };
    private static final String[] USUAL = {
        "1", "-22", "333.25", "4444", "five", "", "1700000000000"
    };
    private static final String[] ENDS = {
        "\n", "\n", "\n", "\r\n", "\r\n", "\n\n", "\r\r\n", " \n"
    };

    private record Result(String rows, List<BadRow> bad, int arenaBytes) {}

    private static Result decode(Schema schema, CsvInputOptions options, byte[] text, int cut)
            throws Exception {
        RowCollector rows = new RowCollector(schema);
        InputStream stream =
                new ByteArrayInputStream(text) {
                    @Override
                    public synchronized int read(byte[] b, int from, int length) {
                        return super.read(b, from, Math.min(length, cut));
                    }
                };
        new CsvDecoder(schema, options).decode(ByteInput.of(stream), rows);
        return new Result(print(rows.block()), rows.bad(), rows.block().arena().size());
    }

    private static String print(EventBlock block) {
        ByteSink sink = new ByteSink(64);
        new CsvEncoder(block.schema(), new CsvOutputOptions().decimals(17)).encode(block, sink);
        StringBuilder s = new StringBuilder();
        s.append(new String(sink.bytes(), 0, sink.size(), StandardCharsets.ISO_8859_1));
        for (int r = 0; r < block.rows(); r++) {
            s.append(block.causes()[r]).append(' ').append(block.place(r)).append('\n');
            int from = r * block.nullWords();
            s.append(
                    Arrays.toString(
                            Arrays.copyOfRange(block.nulls(), from, from + block.nullWords())));
        }
        // what the quick way claims is true, and it claims no less than the careful one
        assertThat(block.claimsHold()).isTrue();
        return s.append(block.claimed(-1)).toString();
    }

    private static Schema schema(Random random) {
        int fields = random.nextInt(12) == 0 ? 60 + random.nextInt(80) : 1 + random.nextInt(6);
        StringBuilder s = new StringBuilder("f0*:" + TYPES[random.nextInt(TYPES.length)]);
        for (int f = 1; f < fields; f++) {
            s.append(",f").append(f).append(':').append(TYPES[random.nextInt(TYPES.length)]);
        }
        return RowCollector.schema(s.toString());
    }

    private static CsvInputOptions options(int seed) {
        Random random = new Random(seed);
        CsvInputOptions o = new CsvInputOptions().delimiter(",;\t|.5-e".charAt(random.nextInt(8)));
        if (random.nextBoolean()) {
            o.addedOpcode(random.nextBoolean() ? Opcode.INSERT : Opcode.UPSERT);
        }
        if (random.nextInt(3) == 0) {
            o.addedFlags((byte) 0);
        }
        if (random.nextInt(5) == 0) {
            o.absentField(0);
        }
        if (random.nextInt(4) == 0) {
            o.dateFormat("%Y-%m-%d");
        }
        return o.headerLines(random.nextInt(2)).lineBytesMax(random.nextBoolean() ? 40 : 1 << 20);
    }

    private static String text(Schema schema, CsvInputOptions o, Random random) {
        StringBuilder s = new StringBuilder(random.nextInt(9) == 0 ? "\uFEFF" : "");
        int oddity = random.nextInt(3);
        for (int line = random.nextInt(30); line >= 0; line--) {
            List<String> columns = head(o, random);
            int fields = schema.size() + (random.nextInt(9) == 0 ? random.nextInt(5) - 2 : 0);
            for (int f = 0; f < fields; f++) {
                boolean isOdd = oddity == 2 || oddity == 1 && random.nextInt(12) == 0;
                String[] all = isOdd ? VALUES : USUAL;
                String value = all[random.nextInt(all.length)];
                boolean isLong = isOdd && random.nextInt(1500) == 0;
                columns.add(isLong ? "x".repeat(300_000) : value);
            }
            s.append(String.join(o.delimiter + "", columns));
            s.append(line == 0 && random.nextBoolean() ? "" : ENDS[random.nextInt(ENDS.length)]);
        }
        return s.toString();
    }

    /** What stands before the fields: opcode and flags, unless the reader adds them. */
    private static List<String> head(CsvInputOptions o, Random random) {
        List<String> columns = new ArrayList<>();
        if (o.addedOpcode == 0) {
            columns.add(
                    random.nextInt(9) == 0 ? "upsert" : "iudpsx".charAt(random.nextInt(6)) + "");
        }
        if (o.addedFlags < 0) {
            columns.add(random.nextInt(9) == 0 ? "" : "nprx".charAt(random.nextInt(4)) + "");
        }
        return columns;
    }

    @Test
    void theQuickWayReadsEveryLineAsTheCarefulOneDoes() throws Exception {
        long good = 0;
        for (int seed = 0; seed < 8_000; seed++) {
            Random random = new Random(seed);
            Schema schema = schema(random);
            byte[] text = text(schema, options(seed), random).getBytes(StandardCharsets.UTF_8);
            int cut = random.nextBoolean() ? Integer.MAX_VALUE : 1 + random.nextInt(9);
            Result careful = decode(schema, options(seed).strippingNulls(true), text, 1 << 20);
            Result quick = decode(schema, options(seed), text, text.length > 9999 ? 9999 : cut);
            if (!quick.rows.equals(careful.rows) || !quick.bad.equals(careful.bad)) {
                assertThat(quick.rows).as("seed %d", seed).isEqualTo(careful.rows);
                assertThat(quick.bad).as("seed %d", seed).isEqualTo(careful.bad);
            }
            assertThat(quick.arenaBytes).as("seed %d", seed).isEqualTo(careful.arenaBytes);
            good += careful.rows.length();
        }
        assertThat(good).isGreaterThan(1_000_000);
    }
}
