package dev.lockstep.server.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.wire.bytes.ByteSink;
import dev.lockstep.wire.codec.ValueWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Rows as published clients read them: {@code <events><event opcode=… window=…>} with an element
 * for each field that is not null. A field whose name is no XML name is {@code <field name=…>};
 * text that XML cannot hold is base64 with the attribute {@code encoding}. In JSON numbers are
 * numbers, as far as JSON has them.
 */
final class EventForm {
    private static final int DECIMALS = 6;

    private final String window;
    private final Schema schema;
    private final ValueWriter values;
    private final ByteSink value = new ByteSink(256);

    /**
     * @param window {@code project/query/window}
     */
    EventForm(String window, Schema schema) {
        this.window = window;
        this.schema = schema;
        this.values = new ValueWriter(schema, null, DECIMALS);
    }

    private String text(RowOrder.Row row, int field) {
        value.clear();
        values.write(row.block(), field, row.at(), value);
        return value.text();
    }

    void xml(List<RowOrder.Row> rows, OutputStream out) throws IOException {
        StringBuilder s = new StringBuilder("<events>\n");
        for (RowOrder.Row row : rows) {
            EventBlock b = row.block();
            s.append("<event opcode=\"").append(Opcode.word(b.opcodes()[row.at()]));
            s.append("\" window=\"");
            XmlForm.escape(window, true, s);
            s.append("\">");
            for (int f = 0; f < schema.size(); f++) {
                if (!b.isNull(f, row.at())) {
                    element(schema.field(f).name(), text(row, f), s);
                }
            }
            s.append("</event>\n");
            out.write(s.toString().getBytes(StandardCharsets.UTF_8));
            s.setLength(0);
        }
        out.write(s.append("</events>\n").toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void element(String name, String text, StringBuilder s) {
        boolean isName = name.matches("[A-Za-z_][A-Za-z0-9_.-]*");
        s.append(isName ? "<" + name : "<field name=\"");
        if (!isName) {
            XmlForm.escape(name, true, s);
            s.append('"');
        }
        if (text.codePoints().allMatch(XmlForm::isXml)) {
            s.append('>');
            XmlForm.escape(text, false, s);
        } else {
            s.append(" encoding=\"base64\">");
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            s.append(Base64.getEncoder().encodeToString(utf8));
        }
        s.append("</").append(isName ? name : "field").append('>');
    }

    void json(List<RowOrder.Row> rows, OutputStream out) throws IOException {
        JsonGenerator json = JsonForm.FACTORY.createGenerator(out);
        // the stream belongs to whoever gave it
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.writeStartObject();
        json.writeObjectFieldStart("events");
        json.writeArrayFieldStart("event");
        for (RowOrder.Row row : rows) {
            EventBlock b = row.block();
            json.writeStartObject();
            json.writeStringField("@opcode", Opcode.word(b.opcodes()[row.at()]));
            json.writeStringField("@window", window);
            for (int f = 0; f < schema.size(); f++) {
                if (!b.isNull(f, row.at())) {
                    json.writeFieldName(schema.field(f).name());
                    value(row, f, json);
                }
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
        json.close();
    }

    private void value(RowOrder.Row row, int field, JsonGenerator json) throws IOException {
        FieldType type = schema.type(field);
        switch (type) {
            case INT32 -> json.writeNumber(row.block().ints(field)[row.at()]);
            case INT64, DATE, STAMP -> json.writeNumber(row.block().longs(field)[row.at()]);
            case DOUBLE -> {
                double d = row.block().doubles(field)[row.at()];
                if (Double.isFinite(d)) {
                    json.writeNumber(d);
                } else {
                    json.writeString(text(row, field));
                }
            }
            default -> json.writeString(text(row, field));
        }
    }
}
