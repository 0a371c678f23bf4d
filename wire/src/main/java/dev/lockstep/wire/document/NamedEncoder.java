package dev.lockstep.wire.document;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.wire.bytes.ByteSink;
import dev.lockstep.wire.codec.EventEncoder;
import dev.lockstep.wire.codec.ValueWriter;

/** Walks a block for the formats with named values; an update with its old row is two events. */
abstract class NamedEncoder implements EventEncoder {
    /** What the new half of an update is called when its old half follows. */
    static final String UPDATE_BLOCK = "updateblock";

    final Schema schema;
    final ValueWriter values;
    private final boolean isCollapsing;

    NamedEncoder(Schema schema, DocumentOptions options) {
        this.schema = schema;
        values = new ValueWriter(schema, options.dateFormat(), options.decimals());
        isCollapsing = options.isCollapsing();
    }

    @Override
    public void begin(ByteSink out) {
        // most forms have nothing there
    }

    @Override
    public void end(ByteSink out) {
        // most forms have nothing there
    }

    @Override
    public void encode(EventBlock block, ByteSink out) {
        if (block.rows() == 0) {
            return;
        }
        boolean splits = !isCollapsing;
        beginBlock(out);
        for (int row = 0; row < block.rows(); row++) {
            byte opcode = block.opcodes()[row];
            String flags =
                    block.flags()[row] == EventFlags.NORMAL
                            ? ""
                            : EventFlags.text(block.flags()[row]);
            if (splits && block.hasOld(row)) {
                event(UPDATE_BLOCK, flags, block, row, out);
                event(Opcode.word(Opcode.DELETE), flags, block.old(), row, out);
            } else {
                event(Opcode.word(opcode), flags, block, row, out);
            }
        }
        endBlock(out);
    }

    abstract void beginBlock(ByteSink out);

    /**
     * Appends one event.
     *
     * @param flags empty when normal
     */
    abstract void event(String opcode, String flags, EventBlock rows, int row, ByteSink out);

    abstract void endBlock(ByteSink out);
}
