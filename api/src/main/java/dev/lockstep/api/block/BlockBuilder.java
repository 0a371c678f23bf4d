package dev.lockstep.api.block;

import dev.lockstep.api.event.EventFlags;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Fills a block row by row. With a pool the block is attached and made on the engine's thread;
 * without one it is detached and made anywhere. A field that is not set is null. {@code
 * builder.row(INSERT).set(0, 17L).set(1, "IBM").set(2, 9.5);}
 */
public final class BlockBuilder {
    private EventBlock block;
    private final @Nullable StringPool pool;
    private final long[] allNull;
    private int row = -1;

    public BlockBuilder(EventBlock block, @Nullable StringPool pool) {
        if (block.isAttached() != (pool != null)) {
            throw new IllegalArgumentException(
                    "an attached block needs a pool, a detached one has none");
        }
        this.block = block;
        this.pool = pool;
        int fields = block.schema().size();
        allNull = new long[block.nullWords()];
        for (int f = 0; f < fields; f++) {
            allNull[f >>> 6] |= 1L << f;
        }
        row = block.rows() - 1;
    }

    public EventBlock block() {
        return block;
    }

    /** Goes on with another, empty block of the same schema and kind. */
    public void block(EventBlock next) {
        block = next;
        row = next.rows() - 1;
    }

    public BlockBuilder row(byte opcode) {
        return row(opcode, EventFlags.NORMAL);
    }

    /** Starts a row with every field null; its cause is its place in the block. */
    public BlockBuilder row(byte opcode, byte flags) {
        EventBlock b = block;
        int r = b.rows();
        b.ensureCapacity(r + 1);
        b.rows(r + 1);
        b.opcodes()[r] = opcode;
        b.flags()[r] = flags;
        b.causes()[r] = r;
        System.arraycopy(allNull, 0, b.nulls(), r * b.nullWords(), allNull.length);
        row = r;
        return this;
    }

    private void present(int field) {
        block.nulls()[row * block.nullWords() + (field >>> 6)] &= ~(1L << field);
    }

    /** For INT fields. */
    public BlockBuilder set(int field, int value) {
        block.ints(field)[row] = value;
        present(field);
        return this;
    }

    /** For LONG fields. */
    public BlockBuilder set(int field, long value) {
        block.longs(field)[row] = value;
        present(field);
        return this;
    }

    public BlockBuilder set(int field, double value) {
        block.doubles(field)[row] = value;
        present(field);
        return this;
    }

    /** For text fields; null leaves the field null. */
    public BlockBuilder set(int field, @Nullable String value) {
        if (value == null) {
            return this;
        }
        StringPool p = pool;
        if (p != null) {
            block.ints(field)[row] = p.intern(value);
            present(field);
            return this;
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return set(field, bytes, 0, bytes.length);
    }

    /** For BYTES fields. */
    public BlockBuilder set(int field, byte[] bytes, int offset, int length) {
        StringPool p = pool;
        if (p != null) {
            block.ints(field)[row] = p.intern(bytes, offset, length);
        } else {
            block.spans(field)[row] = block.arena().append(bytes, offset, length);
        }
        present(field);
        return this;
    }
}
