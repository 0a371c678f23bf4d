package dev.lockstep.connectors.protobuf;

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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Any bytes are messages or a coded error, and any text a file of messages or a coded error. */
class ProtoFuzzTest {
    private static final Schema WINDOW =
            new Schema(
                    List.of(
                            new Field("k", FieldType.INT64, true),
                            new Field("s", FieldType.STRING, false),
                            new Field("d", FieldType.DOUBLE, false),
                            new Field("m", FieldType.MONEY, false),
                            new Field("b", FieldType.BLOB, false),
                            new Field("a", FieldType.ARRAY_DOUBLE, false)));
    private static final String FILE =
            """
            message Block { repeated Event events = 1; }
            message Event {
              required int64 k = 1; optional string s = 2; optional double d = 3;
              optional string m = 4; optional bytes b = 5; repeated double a = 6;
              optional string opcode = 7; optional Event other = 8; map<string, Event> more = 9;
            }
            """;

    private static final RecordCodec BLOCKS = form(FILE, "Block").codec(true);

    @FuzzTest(maxDuration = "20s")
    void anyBytesAreRowsOrACodedError(byte[] bytes) throws Exception {
        EventBlock rows = read(BLOCKS, bytes);
        if (rows.rows() > 0) {
            List<byte[]> records = new ArrayList<>();
            BLOCKS.encode(rows, (b, from, to) -> records.add(Arrays.copyOfRange(b, from, to)));
            EventBlock again = read(BLOCKS, records.get(0));
            if (!Rows.text(again).equals(Rows.text(rows))) {
                throw new IllegalStateException("rows change: " + Rows.text(rows));
            }
        }
    }

    @FuzzTest(maxDuration = "20s")
    void anyTextIsAFileOfMessagesOrACodedError(byte[] bytes) throws Exception {
        try {
            RecordCodec codec =
                    form(new String(bytes, StandardCharsets.ISO_8859_1), "M").codec(false);
            read(codec, bytes);
        } catch (LockstepException e) {
            if (e.problems().get(0).code() != ConnectorCode.BAD_SCHEMA) {
                throw e;
            }
        }
    }

    private static ProtoForm form(String file, String message) {
        return ProtoForm.of(
                WINDOW, file.getBytes(StandardCharsets.UTF_8), message, null, 6, Opcode.INSERT);
    }

    private static EventBlock read(RecordCodec codec, byte[] bytes) throws InterruptedException {
        Rows rows = new Rows(WINDOW);
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
