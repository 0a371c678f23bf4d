package dev.lockstep.engine.window;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.engine.store.KeyedRows;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes the changes of one key from one cause leave as one, at the place of the first, from the row
 * before the first to the row after the last; one that came and went leaves nothing. Deletes by the
 * window's own retention move behind the other changes. Works on the rows of canonical output that
 * a cause has just left; updates among them carry their old rows.
 */
public final class CauseFold {
    /** Flag of a delete that the window's own retention made, until the cause is settled. */
    static final byte EXPIRED = 0x40;

    private static final byte NOTHING = 0;

    private final KeyedRows keys;
    private final EventBlock sorted;
    private int[] placeOf = new int[16];
    private int[] order = new int[16];

    public CauseFold(Schema schema, StringPool pool) {
        keys = new KeyedRows(schema, pool, false);
        sorted = EventBlock.attached(schema);
    }

    /**
     * For a stateful window with one input that makes a row from each row; null where a cause
     * cannot bring more than one change of a key.
     */
    public static @Nullable CauseFold behind(Input input, WindowContext context) {
        return input.stream() == StreamKind.RAW
                ? new CauseFold(context.spec().schema(), context.pool())
                : null;
    }

    /**
     * Behind the last row of a cause folds what the cause has left.
     *
     * @param i the row of {@code in} that was taken
     * @param from where the rows of its cause begin in {@code out}
     * @param keepsBoth whether what retention changed is kept apart
     * @return where those of the next row's cause begin
     */
    public int settle(EventBlock in, int i, EventBlock out, int from, boolean keepsBoth) {
        if (i + 1 < in.rows() && in.causes()[i + 1] == in.causes()[i]) {
            return from;
        }
        if (out.rows() - from > 1) {
            if (keepsBoth) {
                separate(out, from);
            } else {
                fold(out, from);
            }
        }
        return out.rows();
    }

    /** Whether row {@code i} shares its cause with a neighbour. */
    public static boolean isShared(EventBlock b, int i) {
        int[] causes = b.causes();
        return i > 0 && causes[i - 1] == causes[i]
                || i + 1 < b.rows() && causes[i + 1] == causes[i];
    }

    /** Folds the rows from {@code first} on, all of one cause. */
    public void fold(EventBlock out, int first) {
        merge(out, first, false);
        arrange(out, first);
    }

    /**
     * The same with what retention changed kept apart: what {@code use-retention-tracking} asks
     * for. Where a key comes again behind a delete by retention, the delete stays where it was.
     */
    public void separate(EventBlock out, int first) {
        merge(out, first, true);
        for (int r = out.rows() - 1; r >= first; r--) {
            if (out.opcodes()[r] == NOTHING) {
                continue;
            }
            int hash = keys.hash(out, r);
            if (keys.find(out, r, hash) < 0) {
                keys.insert(out, r, hash);
            } else {
                out.flags()[r] &= ~EXPIRED;
            }
        }
        forget();
        arrange(out, first);
    }

    private void merge(EventBlock out, int first, boolean keepsApart) {
        for (int r = first; r < out.rows(); r++) {
            int hash = keys.hash(out, r);
            int slot = keys.find(out, r, hash);
            if (slot >= 0) {
                int p = placeOf[slot];
                if (!keepsApart
                        || ((out.flags()[p] ^ out.flags()[r]) & EventFlags.RETENTION) == 0) {
                    combine(out, p, r);
                } else {
                    placeOf[slot] = r;
                }
                continue;
            }
            slot = keys.insert(out, r, hash);
            if (slot >= placeOf.length) {
                placeOf = Arrays.copyOf(placeOf, slot * 2);
            }
            placeOf[slot] = r;
        }
        forget();
    }

    /** Empties the keys, last first, so that the next cause takes the slots from 0 on again. */
    private void forget() {
        for (int slot = keys.size() - 1; slot >= 0; slot--) {
            keys.delete(slot);
        }
    }

    /** Puts the later change {@code r} of a key into its first one, at {@code p}. */
    private void combine(EventBlock out, int p, int r) {
        byte before = out.opcodes()[p];
        byte now = out.opcodes()[r];
        byte flags = before == NOTHING ? out.flags()[r] : (byte) (out.flags()[p] & out.flags()[r]);
        boolean wasThere = before == Opcode.UPDATE || before == Opcode.DELETE;
        boolean isThere = now != Opcode.DELETE;
        if (before == Opcode.DELETE && isThere) {
            out.carriesOld(true);
            keys.shape().copy(out, p, out.old(), p);
        }
        if (isThere) {
            keys.shape().copy(out, r, out, p);
            out.opcodes()[p] = wasThere ? Opcode.UPDATE : Opcode.INSERT;
        } else if (wasThere) {
            if (before == Opcode.UPDATE) {
                keys.shape().copy(out.old(), p, out, p);
            }
            out.opcodes()[p] = Opcode.DELETE;
        } else {
            out.opcodes()[p] = NOTHING;
        }
        out.flags()[p] = flags;
        out.opcodes()[r] = NOTHING;
    }

    /** Drops the rows that fell away and moves the window's own deletes behind the others. */
    private void arrange(EventBlock out, int first) {
        int n = out.rows() - first;
        if (order.length < n) {
            order = new int[n];
        }
        int count = 0;
        for (int r = first; r < out.rows(); r++) {
            if (out.opcodes()[r] != NOTHING && (out.flags()[r] & EXPIRED) == 0) {
                order[count++] = r;
            }
        }
        for (int r = first; r < out.rows(); r++) {
            if (out.opcodes()[r] != NOTHING && (out.flags()[r] & EXPIRED) != 0) {
                out.flags()[r] &= ~EXPIRED;
                order[count++] = r;
            }
        }
        boolean isInPlace = true;
        for (int k = 0; k < count; k++) {
            isInPlace &= order[k] == first + k;
        }
        if (!isInPlace) {
            move(out, first, count);
        }
        out.rows(first + count);
    }

    private void move(EventBlock out, int first, int count) {
        Blocks.gather(out, order, count, sorted);
        for (int k = 0; k < count; k++) {
            int r = first + k;
            out.opcodes()[r] = sorted.opcodes()[k];
            out.flags()[r] = sorted.flags()[k];
            out.causes()[r] = sorted.causes()[k];
            keys.shape().copy(sorted, k, out, r);
            if (out.carriesOld()) {
                keys.shape().copy(sorted.old(), k, out.old(), r);
            }
        }
    }
}
