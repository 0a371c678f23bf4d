package dev.lockstep.connectors.avro;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.connectors.row.RecordCodec;
import dev.lockstep.connectors.row.RecordSink;
import dev.lockstep.connectors.row.RowFiller;
import dev.lockstep.connectors.row.RowTexts;
import dev.lockstep.wire.WireCode;
import dev.lockstep.wire.WireLimits;
import dev.lockstep.wire.bytes.ByteSink;
import dev.lockstep.wire.codec.RowTarget;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event a record. A framed record begins with a zero byte and four of the number of its schema,
 * most significant first (known).
 */
final class AvroCodec implements RecordCodec {
    private static final int FRAME_BYTES = 5;
    private static final int FIRST_BUFFER = 1024;

    private final AvroForm form;
    private final RowFiller row;
    private final AvroInput in = new AvroInput();
    private final ByteSink sink = new ByteSink(FIRST_BUFFER);
    private final @Nullable AvroReader reader;
    private final @Nullable AvroWriter writer;
    private final Map<Integer, AvroReader> readers =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Integer, AvroReader> eldest) {
                    return size() > AvroLimits.SCHEMAS.defaultValue();
                }
            };

    AvroCodec(AvroForm form, boolean isWriting) {
        this.form = form;
        AvroLayout layout = form.layout();
        row = new RowFiller(layout.window(), layout.dateFormat(), layout.addedOpcode());
        reader = form.schema().isEmpty() ? null : reader(form.schema(), layout.name());
        writer = isWriting ? writer(form, layout) : null;
    }

    private static AvroWriter writer(AvroForm form, AvroLayout layout) {
        return new AvroWriter(
                AvroSchemas.parse(form.schema(), layout.name()),
                layout.window(),
                layout.opcodeName(),
                new RowTexts(layout.window(), layout.dateFormat(), layout.decimals()),
                layout.name());
    }

    private AvroReader reader(String schema, String from) {
        AvroLayout layout = form.layout();
        return new AvroReader(
                AvroSchemas.parse(schema, from), layout.window(), layout.opcodeName(), row);
    }

    @Override
    public void decode(byte[] record, RowTarget target) throws InterruptedException {
        long most = WireLimits.LINE_BYTES.defaultValue();
        if (record.length > most) {
            throw new LockstepException(
                    WireCode.LINE_TOO_LONG, "The record is longer than " + most + " bytes");
        }
        AvroReader r = form.isFramed() ? framed(record) : reader;
        if (r == null) {
            throw new IllegalStateException("no schema");
        }
        in.open(record, form.isFramed() ? FRAME_BYTES : 0);
        row.begin(target);
        r.read(in);
        row.end(target, "");
    }

    private AvroReader framed(byte[] record) {
        if (record.length < FRAME_BYTES || record[0] != 0) {
            throw AvroInput.bad("does not begin with a zero byte and the number of its schema");
        }
        int id = 0;
        for (int i = 1; i < FRAME_BYTES; i++) {
            id = id << 8 | record[i] & 0xFF;
        }
        AvroReader own = reader;
        if (own != null && id == form.id()) {
            return own;
        }
        AvroReader known = readers.get(id);
        if (known == null) {
            known = asked(id);
            readers.put(id, known);
        }
        return known;
    }

    private AvroReader asked(int id) {
        Registry registry = form.registry();
        if (registry == null) {
            throw AvroInput.bad("is of schema " + id + ", expected is " + form.id());
        }
        Registry.Numbered found = registry.schema(id);
        if (found == null) {
            throw AvroInput.bad("names schema " + id + ", which the registry has not");
        }
        return reader(found.schema(), "number " + id);
    }

    @Override
    public void encode(EventBlock block, RecordSink records) throws IOException {
        AvroWriter w = writer;
        if (w == null) {
            throw new IllegalStateException("made for reading");
        }
        for (int r = 0; r < block.rows(); r++) {
            sink.clear();
            if (form.isFramed()) {
                sink.put(0);
                for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
                    sink.put(form.id() >> shift);
                }
            }
            w.write(block, r, sink);
            records.record(sink.bytes(), 0, sink.size());
        }
    }
}
