package dev.lockstep.wire.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.wire.bytes.ByteInput;
import dev.lockstep.wire.bytes.ByteSink;
import dev.lockstep.wire.codec.RowCollector;
import dev.lockstep.wire.csv.CsvDecoder;
import dev.lockstep.wire.csv.CsvEncoder;
import dev.lockstep.wire.csv.CsvInputOptions;
import dev.lockstep.wire.csv.CsvOutputOptions;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** Any bytes are rows or bad rows, the same for every cut; what was read prints and reads again. */
class CsvDecoderFuzzTest {
    private static final Schema SCHEMA =
            RowCollector.schema(
                    "k*:int64,s:string,d:double,i:int32,t:date,u:stamp,m:money,b:blob,a:array(i64)");

    @FuzzTest(maxDuration = "20s")
    void anyBytesAreRowsOrBadRows(byte[] bytes) throws Exception {
        RowCollector whole = decode(bytes, Integer.MAX_VALUE, 300);
        RowCollector cut = decode(bytes, 3, 300);
        String once = print(whole.block());
        if (!once.equals(print(cut.block())) || !whole.bad().equals(cut.bad())) {
            throw new IllegalStateException("the cut of the input matters");
        }
        RowCollector again =
                decode(once.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1), 7, 1 << 20);
        if (!again.bad().isEmpty() || again.block().rows() != whole.block().rows()) {
            throw new IllegalStateException("output cannot be read: " + again.bad());
        }
    }

    private static RowCollector decode(byte[] bytes, int cut, int max) throws Exception {
        RowCollector rows = new RowCollector(SCHEMA);
        InputStream stream =
                new ByteArrayInputStream(bytes) {
                    @Override
                    public synchronized int read(byte[] b, int from, int length) {
                        return super.read(b, from, Math.min(length, cut));
                    }
                };
        CsvInputOptions options = new CsvInputOptions().lineBytesMax(max);
        new CsvDecoder(SCHEMA, options).decode(ByteInput.of(stream), rows);
        return rows;
    }

    private static String print(EventBlock block) {
        ByteSink sink = new ByteSink(64);
        new CsvEncoder(SCHEMA, new CsvOutputOptions()).encode(block, sink);
        return new String(
                sink.bytes(), 0, sink.size(), java.nio.charset.StandardCharsets.ISO_8859_1);
    }
}
