package dev.lockstep.connectors.avro;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.connectors.ConnectorCode;
import dev.lockstep.connectors.row.RecordCodec;
import dev.lockstep.connectors.row.Rows;
import dev.lockstep.wire.WireCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Any bytes are a row, a bad row or a coded error; what was read is written and read again. */
class AvroFuzzTest {
    private static final AvroLayout LAYOUT =
            new AvroLayout(window(), "w", null, 6, Opcode.INSERT, true);
    private static final String OTHER =
            """
            {"type":"record","name":"R","fields":[
             {"name":"k","type":["long","int","string"]},
             {"name":"next","type":["null","R",{"type":"array","items":["null","R"]}]},
             {"name":"array(i64)","type":"int","aliases":[]}]}
            """
                    .replace("array(i64)", "a_i64");

    private static final RecordCodec OWN = AvroForm.bare(LAYOUT, LAYOUT.schema()).codec(true);
    private static final RecordCodec FRAMED = AvroForm.framed(LAYOUT, OTHER, 0).codec(false);

    /** One field of every type, named as in Avro they may be. */
    private static Schema window() {
        List<Field> fields = new ArrayList<>(List.of(new Field("k", FieldType.INT64, true)));
        for (FieldType t : FieldType.values()) {
            fields.add(new Field(t.name().toLowerCase(java.util.Locale.ROOT), t, false));
        }
        return new Schema(fields);
    }

    @FuzzTest(maxDuration = "20s")
    void anyBytesAreARowOrACodedError(byte[] bytes) throws Exception {
        EventBlock row = read(OWN, bytes);
        if (row.rows() > 0) {
            List<byte[]> records = new ArrayList<>();
            OWN.encode(row, (b, from, to) -> records.add(Arrays.copyOfRange(b, from, to)));
            EventBlock again = read(OWN, records.get(0));
            if (again.rows() != 1 || !Rows.text(again).equals(Rows.text(row))) {
                throw new IllegalStateException("a row changes: " + Rows.text(row));
            }
        }
        read(FRAMED, bytes);
    }

    private static EventBlock read(RecordCodec codec, byte[] bytes) throws InterruptedException {
        Rows rows = new Rows(LAYOUT.window());
        try {
            codec.decode(bytes, rows);
        } catch (LockstepException e) {
            Enum<?> code = (Enum<?>) e.problems().get(0).code();
            if (!(code instanceof WireCode) && code != ConnectorCode.BAD_RECORD) {
                throw e;
            }
        }
        return rows.block();
    }
}
