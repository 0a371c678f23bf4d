package dev.lockstep.api.block;

import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Fills a block row by row. With a pool the block is attached and made on the engine's thread;
 * without one it is detached and made anywhere. A field that is not set is null. {@code
 * builder.row(INSERT).set(0, 17L).set(1, "IBM").set(2, 9.5);}
 */
public final class BlockBuilder {
    private static final int NEVER = Integer.MAX_VALUE;
    private static final int HEADS = EventBlock.PLAIN | EventBlock.NUMBERED;

    private EventBlock block;
    private final @Nullable StringPool pool;
    private final long[] allNull;
    private int row = -1;

    /** Fields of the row at hand that are not set yet; {@link #NEVER} if a row before has nulls. */
    private int missing = NEVER;

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
        missing = NEVER;
    }

    public BlockBuilder row(byte opcode) {
        return row(opcode, EventFlags.NORMAL);
    }

    /** Starts a row with every field null; its cause is its place in the block. */
    public BlockBuilder row(byte opcode, byte flags) {
        EventBlock b = block;
        int r = b.rows();
        int known = r == 0 ? HEADS : b.claimed(HEADS);
        missing = r == 0 || b.claims(EventBlock.WHOLE) ? b.schema().size() : NEVER;
        b.ensureCapacity(r + 1);
        b.rows(r + 1);
        b.claim(
                opcode == Opcode.INSERT && flags == EventFlags.NORMAL
                        ? known
                        : known & EventBlock.NUMBERED);
        b.opcodes()[r] = opcode;
        b.flags()[r] = flags;
        b.causes()[r] = r;
        System.arraycopy(allNull, 0, b.nulls(), r * b.nullWords(), allNull.length);
        row = r;
        return this;
    }

    private void present(int field) {
        EventBlock b = block;
        long[] nulls = b.nulls();
        int at = row * b.nullWords() + (field >>> 6);
        missing -= (int) (nulls[at] >>> field & 1);
        nulls[at] &= ~(1L << field);
        if (missing == 0) {
            b.claim(EventBlock.WHOLE);
        }
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
