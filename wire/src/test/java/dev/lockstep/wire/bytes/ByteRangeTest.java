package dev.lockstep.wire.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.wire.codec.RowCollector;
import dev.lockstep.wire.codec.Samples;
import dev.lockstep.wire.csv.CsvDecoder;
import dev.lockstep.wire.csv.CsvInputOptions;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ByteRangeTest {
    private static String rows(ByteInput input) throws Exception {
        RowCollector rows = new RowCollector(RowCollector.schema("id*:int64,name:string"));
        new CsvDecoder(rows.block().schema(), new CsvInputOptions()).decode(input, rows);
        return Samples.text(rows.block());
    }

    @Test
    void aRangeOfAnyLengthReadsAsAStreamDoes() throws Exception {
        String text = "i,n,1,a\nu,n,22,\"b\"\"\n,c\"\r\n\ni,n,3,d\\,e\np,n,4,€";
        byte[] all = ("xx" + text + "yy").getBytes(StandardCharsets.UTF_8);
        ByteRange range = new ByteRange();
        for (int to = 2; to <= all.length - 2; to++) {
            String streamed = rows(ByteInput.of(new ByteArrayInputStream(all, 2, to - 2)));
            assertThat(rows(range.set(all, 2, to))).as("%s bytes", to - 2).isEqualTo(streamed);
        }
        assertThat(rows(range.set(all, 2, all.length - 2))).contains("€");
    }

    @Test
    void aBufferNeedNotBeLargerThanWhatIsLeft() {
        ByteRange range = new ByteRange().set(new byte[10], 2, 9);
        byte[] into = new byte[20];
        assertThat(range.expectedBytes()).isEqualTo(7);
        assertThat(range.read(into, 0, 4)).isEqualTo(4);
        assertThat(range.expectedBytes()).isEqualTo(3);
        assertThat(range.read(into, 4, 16)).isEqualTo(3);
        assertThat(range.read(into, 7, 13)).isEqualTo(-1);
    }
}
