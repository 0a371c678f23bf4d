package dev.lockstep.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.block.BlockBuilder;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.testkit.model.Schemas;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowsTest {
    private static final Schema SCHEMA =
            Schemas.parse("k*:int32,big:int64,r:double,s:string,b:blob,d:date,m:money");
    private static final List<@Nullable Object> FULL =
            Rows.of(
                    -3L,
                    Long.MIN_VALUE,
                    0.1,
                    "žluť",
                    ByteBuffer.wrap(new byte[] {0, -1}).asReadOnlyBuffer(),
                    5L,
                    12_300L);
    private static final List<@Nullable Object> EMPTY =
            Rows.of(7L, null, null, null, null, null, null);

    @Test
    void aDetachedBlockGivesBackWhatWasWritten() {
        BlockBuilder builder = new BlockBuilder(EventBlock.detached(SCHEMA), null);
        Rows.write(builder, Opcode.INSERT, (byte) 0, FULL);
        Rows.write(builder, Opcode.DELETE, (byte) 0, EMPTY);
        assertThat(Rows.read(builder.block(), 0, null)).isEqualTo(FULL);
        assertThat(Rows.read(builder.block(), 1, null)).isEqualTo(EMPTY);
    }

    @Test
    void anAttachedBlockGivesBackWhatWasWritten() {
        StringPool pool = new StringPool();
        BlockBuilder builder = new BlockBuilder(EventBlock.attached(SCHEMA), pool);
        Rows.write(builder, Opcode.INSERT, (byte) 0, EMPTY);
        Rows.write(builder, Opcode.INSERT, (byte) 0, FULL);
        assertThat(Rows.read(builder.block(), 1, pool)).isEqualTo(FULL);
    }

    @Test
    void textShowsMissingValuesAsNothingAndBytesAsHexadecimal() {
        assertThat(Rows.text(FULL)).isEqualTo("-3,-9223372036854775808,0.1,žluť,0x00ff,5,12300");
        assertThat(Rows.text(EMPTY)).isEqualTo("7,,,,,,");
    }
}
