package dev.lockstep.connectors.protobuf;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.connectors.ConnectorCode;
import dev.lockstep.connectors.row.RecordCodec;
import dev.lockstep.connectors.row.RecordSink;
import dev.lockstep.connectors.row.RowFiller;
import dev.lockstep.wire.WireCode;
import dev.lockstep.wire.WireLimits;
import dev.lockstep.wire.codec.RowTarget;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages without a frame, an event or a block each. */
final class ProtoCodec implements RecordCodec {
    private static final int DEPTH_MAX = (int) WireLimits.DEPTH.defaultValue();

    private final ProtoForm form;
    private final RowFiller row;
    private final ProtoReader reader;
    private final @Nullable ProtoWriter writer;

    ProtoCodec(ProtoForm form, boolean isWriting) {
        this.form = form;
        row = new RowFiller(form.window(), form.dateFormat(), form.addedOpcode());
        reader = new ProtoReader(form, row);
        writer = isWriting ? new ProtoWriter(form) : null;
    }

    @Override
    public void decode(byte[] record, RowTarget target) throws InterruptedException {
        long most = WireLimits.LINE_BYTES.defaultValue();
        if (record.length > most) {
            throw new LockstepException(
                    WireCode.LINE_TOO_LONG, "The record is longer than " + most + " bytes");
        }
        FieldDescriptor block = form.block();
        Message message = message(record);
        if (block == null) {
            event(message, target);
            return;
        }
        for (Object event : (List<?>) message.getField(block)) {
            if (!event((Message) event, target)) {
                return;
            }
        }
    }

    private Message message(byte[] record) {
        FieldDescriptor block = form.block();
        try {
            CodedInputStream in = CodedInputStream.newInstance(record);
            in.setRecursionLimit(DEPTH_MAX);
            DynamicMessage.Builder message =
                    DynamicMessage.newBuilder(
                            block == null ? form.event() : block.getContainingType());
            message.mergeFrom(in);
            in.checkLastTagWas(0);
            if (!message.isInitialized()) {
                throw bad("lacks " + message.getInitializationErrorString());
            }
            return message.build();
        } catch (IOException e) {
            throw bad("is no such message: " + e.getMessage());
        }
    }

    private static LockstepException bad(String what) {
        return new LockstepException(ConnectorCode.BAD_RECORD, "The record " + what);
    }

    private boolean event(Message message, RowTarget target) throws InterruptedException {
        row.begin(target);
        reader.read(message);
        return row.end(target, "");
    }

    @Override
    public void encode(EventBlock block, RecordSink records) throws IOException {
        ProtoWriter w = writer;
        if (w == null) {
            throw new IllegalStateException("made for reading");
        }
        FieldDescriptor events = form.block();
        if (events == null) {
            for (int r = 0; r < block.rows(); r++) {
                byte[] bytes = w.message(block, r).toByteArray();
                records.record(bytes, 0, bytes.length);
            }
            return;
        }
        DynamicMessage.Builder all = DynamicMessage.newBuilder(events.getContainingType());
        for (int r = 0; r < block.rows(); r++) {
            all.addRepeatedField(events, w.message(block, r));
        }
        byte[] bytes = all.build().toByteArray();
        records.record(bytes, 0, bytes.length);
    }
}
