package dev.lockstep.connectors.protobuf;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.ArrayCodec;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.connectors.ConnectorCode;
import dev.lockstep.connectors.row.RowTexts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes messages of rows. That every row can be written shows when it is made. A null is a field
 * that is left out. One thread.
 */
final class ProtoWriter {
    private final ProtoForm form;
    private final Schema window;
    private final RowTexts texts;
    private final List<FieldDescriptor> fields;
    private final int[] places;
    private final @Nullable FieldDescriptor opcode;

    ProtoWriter(ProtoForm form) {
        this.form = form;
        window = form.window();
        texts = new RowTexts(window, form.dateFormat(), form.decimals());
        fields = form.event().getFields();
        places = new int[fields.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = window.ordinal(fields.get(i).getName());
            check(fields.get(i), places[i]);
        }
        opcode = form.event().findFieldByName(form.opcodeName());
        if (opcode != null
                && (opcode.isRepeated()
                        || opcode.getJavaType() != FieldDescriptor.JavaType.STRING)) {
            throw unfit(opcode, "is no string and cannot tell what an event does");
        }
    }

    private LockstepException unfit(FieldDescriptor f, String why) {
        return new LockstepException(
                ConnectorCode.BAD_SCHEMA,
                "Field " + f.getName() + " of message " + form.event().getFullName() + " " + why);
    }

    private void check(FieldDescriptor f, int place) {
        boolean isOpcode = f.getName().equals(form.opcodeName());
        if (f.isRequired() && !isOpcode && (place < 0 || !window.field(place).isKey())) {
            throw unfit(f, "is required, and may be null in the window");
        }
        if (place >= 0 && !fits(f, window.type(place))) {
            throw unfit(
                    f,
                    "has a type that holds not every value of type " + window.type(place).text());
        }
    }

    private static boolean fits(FieldDescriptor f, FieldType type) {
        if (f.isRepeated()) {
            // other elements that are missing could not be told from zeros
            return type == FieldType.ARRAY_DOUBLE
                    && f.getJavaType() == FieldDescriptor.JavaType.DOUBLE;
        }
        boolean isInt =
                is(f, FieldDescriptor.Type.INT32, FieldDescriptor.Type.SINT32)
                        || f.getType() == FieldDescriptor.Type.SFIXED32;
        boolean isLong =
                is(f, FieldDescriptor.Type.INT64, FieldDescriptor.Type.SINT64)
                        || f.getType() == FieldDescriptor.Type.SFIXED64;
        boolean isBytes = f.getType() == FieldDescriptor.Type.BYTES;
        boolean isDouble = f.getType() == FieldDescriptor.Type.DOUBLE;
        return f.getType() == FieldDescriptor.Type.STRING
                || switch (type) {
                    case INT32 -> isInt || isLong || isDouble;
                    case INT64, DATE, STAMP -> isLong;
                    case DOUBLE -> isDouble;
                    case STRING, RSTRING, BLOB -> isBytes;
                    default -> false;
                };
    }

    private static boolean is(
            FieldDescriptor f, FieldDescriptor.Type one, FieldDescriptor.Type other) {
        return f.getType() == one || f.getType() == other;
    }

    /** The message of one row. */
    Message message(EventBlock block, int row) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(form.event());
        for (int i = 0; i < places.length; i++) {
            if (places[i] >= 0 && !block.isNull(places[i], row)) {
                value(fields.get(i), block, places[i], row, message);
            }
        }
        FieldDescriptor o = opcode;
        if (o != null) {
            message.setField(o, Opcode.word(block.opcodes()[row]));
        }
        return message.build();
    }

    private void value(
            FieldDescriptor f,
            EventBlock block,
            int field,
            int row,
            DynamicMessage.Builder message) {
        if (f.isRepeated()) {
            byte[] b = texts.bytes(block, field, row);
            for (int i = 0; i < ArrayCodec.length(b); i++) {
                boolean isMissing = ArrayCodec.isMissing(b, i);
                message.addRepeatedField(f, isMissing ? Double.NaN : ArrayCodec.doubleAt(b, i));
            }
            return;
        }
        boolean isInt = window.type(field) == FieldType.INT32;
        switch (f.getJavaType()) {
            case STRING ->
                    message.setField(
                            f,
                            new String(
                                    texts.text(block, field, row),
                                    java.nio.charset.StandardCharsets.UTF_8));
            case BYTE_STRING ->
                    message.setField(f, ByteString.copyFrom(texts.bytes(block, field, row)));
            case DOUBLE -> {
                double v = isInt ? block.ints(field)[row] : block.doubles(field)[row];
                message.setField(f, v);
            }
            case INT -> message.setField(f, block.ints(field)[row]);
            default -> {
                long v = isInt ? block.ints(field)[row] : block.longs(field)[row];
                message.setField(f, v);
            }
        }
    }
}
