package dev.lockstep.connectors.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.connectors.row.RecordCodec;
import org.jspecify.annotations.Nullable;

/**
 * The messages of records. A message type with one field, a repeated message, stands for a block,
 * and the messages in it are the events (assumed); any other is an event. Immutable.
 *
 * @param event the type of an event's message
 * @param block the field of the record's message that holds the events; null where it is the event
 * @param dateFormat a strftime pattern for dates and stamps that are text, or null
 * @param decimals of doubles that are written as text
 * @param addedOpcode of messages that have none
 */
public record ProtoForm(
        Schema window,
        Descriptor event,
        @Nullable FieldDescriptor block,
        @Nullable String dateFormat,
        int decimals,
        byte addedOpcode) {
    /**
     * @param file a {@code .proto} file or a set of descriptors
     * @param message the name of a type in it
     * @throws dev.lockstep.api.error.LockstepException if the file cannot be used
     */
    public static ProtoForm of(
            Schema window,
            byte[] file,
            String message,
            @Nullable String dateFormat,
            int decimals,
            byte addedOpcode) {
        Descriptor type = ProtoTypes.find(file, message);
        FieldDescriptor only = type.getFields().size() == 1 ? type.getFields().get(0) : null;
        boolean isBlock =
                only != null
                        && only.isRepeated()
                        && only.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                        && !only.isMapField();
        if (!isBlock || only == null) {
            return new ProtoForm(window, type, null, dateFormat, decimals, addedOpcode);
        }
        return new ProtoForm(
                window, only.getMessageType(), only, dateFormat, decimals, addedOpcode);
    }

    /** The name of the field that is the opcode; empty where there is none. */
    String opcodeName() {
        String name = window.ordinal("opcode") < 0 ? "opcode" : "_opcode";
        return event.findFieldByName(name) == null ? "" : name;
    }

    /** What must be equal where records are to be read and written alike. */
    public String identity() {
        return event.getFullName() + " " + event.getFile().toProto();
    }

    /**
     * A codec for one thread.
     *
     * @param isWriting whether it is to write
     * @throws dev.lockstep.api.error.LockstepException if the message does not fit the window
     */
    public RecordCodec codec(boolean isWriting) {
        return new ProtoCodec(this, isWriting);
    }
}
