package dev.lockstep.wire.codec;

import dev.lockstep.api.block.ByteArena;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.api.schema.Storage;

/** Copies rows between detached blocks of one schema. */
public final class RowCopy {
    private RowCopy() {}

    /** Appends a row without its old row, as an event of input. */
    public static void append(EventBlock from, int row, EventBlock to) {
        int next = to.rows();
        to.ensureCapacity(next + 1);
        values(from, row, to, next);
        to.append(from.opcodes()[row], from.flags()[row]);
    }

    /** Makes {@code to} a block of this row alone, with its old row where that is known. */
    public static void only(EventBlock from, int row, EventBlock to) {
        to.reset(1);
        append(from, row, to);
        to.transactional(from.isTransactional());
        if (from.hasOld(row)) {
            to.carriesOld(true);
            values(from.old(), row, to.old(), 0);
        }
    }

    /** Writes values and null mask to a place for which there is capacity. */
    private static void values(EventBlock from, int row, EventBlock to, int place) {
        int words = to.nullWords();
        System.arraycopy(from.nulls(), row * words, to.nulls(), place * words, words);
        Schema schema = from.schema();
        for (int f = 0; f < schema.size(); f++) {
            Storage storage = schema.type(f).storage();
            switch (storage) {
                case INT -> to.ints(f)[place] = from.ints(f)[row];
                case LONG -> to.longs(f)[place] = from.longs(f)[row];
                case DOUBLE -> to.doubles(f)[place] = from.doubles(f)[row];
                case BYTES -> {
                    // a null has any span: those of nobody's arena are not followed
                    long span = from.isNull(f, row) ? 0 : from.spans(f)[row];
                    to.spans(f)[place] =
                            to.arena()
                                    .append(
                                            from.arena().bytes(),
                                            ByteArena.offset(span),
                                            ByteArena.length(span));
                }
            }
        }
    }
}
