package dev.lockstep.connectors.protobuf;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.connectors.row.Elements;
import dev.lockstep.connectors.row.RowFiller;
import java.math.BigDecimal;
import java.util.List;

/**
 * Sets the fields of a row from a message. Fields have the names of the window's; others are passed
 * over. What a message does not have is null, but a field that cannot tell absence has the value
 * that its type has then. One thread.
 */
final class ProtoReader {
    private final List<FieldDescriptor> fields;
    private final int[] places;
    private final RowFiller row;
    private final String opcodeName;
    private final Elements elements = new Elements();

    ProtoReader(ProtoForm form, RowFiller row) {
        this.row = row;
        Schema window = form.window();
        fields = form.event().getFields();
        opcodeName = form.opcodeName();
        places = new int[fields.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = window.ordinal(fields.get(i).getName());
        }
    }

    void read(Message message) {
        for (int i = 0; i < places.length; i++) {
            FieldDescriptor f = fields.get(i);
            if (f.hasPresence() && !message.hasField(f)) {
                continue;
            }
            if (places[i] >= 0) {
                value(f, message.getField(f), places[i]);
            } else if (f.getName().equals(opcodeName) && !f.isRepeated()) {
                opcode(message.getField(f));
            }
        }
    }

    private void opcode(Object value) {
        String word = value instanceof EnumValueDescriptor e ? e.getName() : value.toString();
        if (!word.isEmpty()) {
            row.opcode(word);
        }
    }

    private void value(FieldDescriptor f, Object value, int field) {
        if (f.isRepeated()) {
            array(f, (List<?>) value, field);
            return;
        }
        switch (f.getJavaType()) {
            case INT, LONG -> {
                long v = number(f, (Number) value);
                if (v < 0 && isUnsigned(f)) {
                    row.set(field, new BigDecimal(Long.toUnsignedString(v)));
                } else {
                    row.set(field, v);
                }
            }
            // in decimal as its writer saw it, not with the digits that widening adds
            case FLOAT -> row.set(field, Double.parseDouble(value.toString()));
            case DOUBLE -> row.set(field, (double) value);
            case BOOLEAN -> row.set(field, (boolean) value);
            case STRING -> row.set(field, (String) value);
            case BYTE_STRING -> {
                byte[] bytes = ((ByteString) value).toByteArray();
                row.set(field, bytes, 0, bytes.length);
            }
            case ENUM -> {
                EnumValueDescriptor e = (EnumValueDescriptor) value;
                boolean isKnown = e.getIndex() >= 0;
                if (row.type(field).isText() && isKnown) {
                    row.set(field, e.getName());
                } else {
                    row.set(field, (long) e.getNumber());
                }
            }
            case MESSAGE -> row.refuse(field, "message");
        }
    }

    private static boolean isUnsigned(FieldDescriptor f) {
        return switch (f.getType()) {
            case UINT32, FIXED32, UINT64, FIXED64 -> true;
            default -> false;
        };
    }

    /** Numbers of 32 bits without their sign where they have none. */
    private static long number(FieldDescriptor f, Number value) {
        boolean isShort = value instanceof Integer;
        return isShort && isUnsigned(f)
                ? Integer.toUnsignedLong(value.intValue())
                : value.longValue();
    }

    private void array(FieldDescriptor f, List<?> values, int field) {
        if (!row.type(field).isArray()) {
            row.refuse(field, "repeated values");
            return;
        }
        elements.begin(row.type(field));
        for (Object value : values) {
            switch (f.getJavaType()) {
                case INT, LONG -> {
                    long v = number(f, (Number) value);
                    if (v < 0 && isUnsigned(f)) {
                        elements.addOther();
                    } else {
                        elements.add(v);
                    }
                }
                case FLOAT -> elements.add(Double.parseDouble(value.toString()));
                case DOUBLE -> elements.add((double) value);
                default -> elements.addOther();
            }
        }
        elements.end(row, field);
    }
}
