package dev.lockstep.engine.window;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.api.schema.Storage;
import java.util.Arrays;

/** Moves of whole columns between blocks of one schema. */
public final class Blocks {
    /** The first places of a block. */
    private static final int[] PLACES = new int[1024];

    static {
        Arrays.setAll(PLACES, i -> i);
    }

    private Blocks() {}

    /** Appends an empty row with this head and returns its place; the block may have grown. */
    public static int append(EventBlock out, byte opcode, byte flags, int cause) {
        int r = out.rows();
        if (r == out.capacity()) {
            out.ensureCapacity(r + 1);
        }
        out.rows(r + 1);
        out.opcodes()[r] = opcode;
        out.flags()[r] = flags;
        out.causes()[r] = cause;
        return r;
    }

    /** Makes {@code out} the chosen rows of {@code in}, old rows included where carried. */
    public static void gather(EventBlock in, int[] chosen, int count, EventBlock out) {
        out.reset(count);
        out.transactional(in.isTransactional());
        out.rows(count);
        gatherHeads(in, chosen, count, out);
        gatherFields(in, chosen, count, out);
        out.claim(in.claimed(EventBlock.PLAIN | EventBlock.WHOLE));
        if (in.carriesOld()) {
            out.carriesOld(true);
            EventBlock old = out.old();
            old.ensureCapacity(count);
            gatherFields(in.old(), chosen, count, old);
        }
    }

    /** Writes the heads of all rows, their number and what is claimed of them to {@code out}. */
    public static void copyHeads(EventBlock in, EventBlock out) {
        int n = in.rows();
        out.rows(n);
        if (n == 1) {
            // where each event is a step, the calls below would be a good part of it
            out.opcodes()[0] = in.opcodes()[0];
            out.flags()[0] = in.flags()[0];
            out.causes()[0] = in.causes()[0];
            out.claim(in.claimed(EventBlock.PLAIN | EventBlock.NUMBERED));
            return;
        }
        if (in.claims(EventBlock.PLAIN)) {
            Arrays.fill(out.opcodes(), 0, n, Opcode.INSERT);
            Arrays.fill(out.flags(), 0, n, EventFlags.NORMAL);
        } else {
            System.arraycopy(in.opcodes(), 0, out.opcodes(), 0, n);
            System.arraycopy(in.flags(), 0, out.flags(), 0, n);
        }
        // numbers that are known need not be read from a block that is in no cache yet
        boolean isKnown = in.claims(EventBlock.NUMBERED) && n <= PLACES.length;
        System.arraycopy(isKnown ? PLACES : in.causes(), 0, out.causes(), 0, n);
        out.claim(in.claimed(EventBlock.PLAIN | EventBlock.NUMBERED));
    }

    /** Writes the heads of chosen rows, which are in their order, to the rows of {@code out}. */
    public static void gatherHeads(EventBlock in, int[] chosen, int count, EventBlock out) {
        if (in.claims(EventBlock.PLAIN)) {
            Arrays.fill(out.opcodes(), 0, count, Opcode.INSERT);
            Arrays.fill(out.flags(), 0, count, EventFlags.NORMAL);
            if (in.claims(EventBlock.NUMBERED)) {
                System.arraycopy(chosen, 0, out.causes(), 0, count);
            } else {
                gather(in.causes(), chosen, count, out.causes());
            }
            return;
        }
        byte[] op = in.opcodes();
        byte[] outOp = out.opcodes();
        byte[] flags = in.flags();
        byte[] outFlags = out.flags();
        int[] causes = in.causes();
        int[] outCauses = out.causes();
        for (int k = 0; k < count; k++) {
            int i = chosen[k];
            outOp[k] = op[i];
            outFlags[k] = flags[i];
            outCauses[k] = causes[i];
        }
    }

    private static void gatherFields(EventBlock in, int[] chosen, int count, EventBlock out) {
        gatherNulls(in, chosen, count, out);
        Schema schema = in.schema();
        for (int f = 0; f < schema.size(); f++) {
            switch (schema.type(f).storage()) {
                case INT, BYTES -> gather(in.ints(f), chosen, count, out.ints(f));
                case LONG -> gather(in.longs(f), chosen, count, out.longs(f));
                case DOUBLE -> gather(in.doubles(f), chosen, count, out.doubles(f));
            }
        }
    }

    private static void gatherNulls(EventBlock in, int[] chosen, int count, EventBlock out) {
        int words = in.nullWords();
        long[] from = in.nulls();
        long[] to = out.nulls();
        if (in.claims(EventBlock.WHOLE)) {
            Arrays.fill(to, 0, count * words, 0);
            return;
        }
        for (int k = 0; k < count; k++) {
            for (int w = 0; w < words; w++) {
                to[k * words + w] = from[chosen[k] * words + w];
            }
        }
    }

    public static void gather(int[] from, int[] chosen, int count, int[] to) {
        for (int k = 0; k < count; k++) {
            to[k] = from[chosen[k]];
        }
    }

    public static void gather(long[] from, int[] chosen, int count, long[] to) {
        for (int k = 0; k < count; k++) {
            to[k] = from[chosen[k]];
        }
    }

    public static void gather(double[] from, int[] chosen, int count, double[] to) {
        for (int k = 0; k < count; k++) {
            to[k] = from[chosen[k]];
        }
    }

    /** Marks the codes of an attached block's rows, before a sweep of the pool. */
    public static void markCodes(EventBlock b, StringPool pool) {
        Schema schema = b.schema();
        for (int f = 0; f < schema.size(); f++) {
            if (schema.type(f).storage() == Storage.BYTES) {
                for (int i = 0; i < b.rows(); i++) {
                    if (!b.isNull(f, i)) {
                        pool.mark(b.ints(f)[i]);
                    }
                }
            }
        }
    }

    /**
     * Makes {@code out} the attached form of a detached block: the one place where codes are handed
     * out for input.
     *
     * @param appendOnly for each field, whether its values are appended rather than interned
     */
    public static void attach(
            EventBlock in, EventBlock out, StringPool pool, boolean[] appendOnly) {
        int n = in.rows();
        out.reset(n);
        out.transactional(in.isTransactional());
        copyHeads(in, out);
        out.claim(in.claimed(EventBlock.WHOLE));
        System.arraycopy(in.nulls(), 0, out.nulls(), 0, n * in.nullWords());
        Schema schema = in.schema();
        for (int f = 0; f < schema.size(); f++) {
            switch (schema.type(f).storage()) {
                case INT -> System.arraycopy(in.ints(f), 0, out.ints(f), 0, n);
                case LONG -> System.arraycopy(in.longs(f), 0, out.longs(f), 0, n);
                case DOUBLE -> System.arraycopy(in.doubles(f), 0, out.doubles(f), 0, n);
                case BYTES -> attachColumn(in, f, out, pool, appendOnly[f]);
            }
        }
    }

    private static void attachColumn(
            EventBlock in, int f, EventBlock out, StringPool pool, boolean append) {
        byte[] bytes = in.arena().bytes();
        long[] spans = in.spans(f);
        int[] codes = out.ints(f);
        for (int i = 0; i < in.rows(); i++) {
            if (!in.isNull(f, i)) {
                int offset = (int) (spans[i] >>> 32);
                int length = (int) spans[i];
                codes[i] =
                        append
                                ? pool.append(bytes, offset, length)
                                : pool.intern(bytes, offset, length);
            }
        }
    }

    /**
     * Makes {@code out} the detached form of an attached block, old rows included where carried.
     */
    public static void detach(EventBlock in, EventBlock out, StringPool pool) {
        int n = in.rows();
        out.reset(n);
        out.transactional(in.isTransactional());
        copyHeads(in, out);
        detachFields(in, out, n, pool, false);
        if (in.carriesOld()) {
            out.carriesOld(true);
            EventBlock old = out.old();
            old.ensureCapacity(n);
            old.rows(n);
            System.arraycopy(in.opcodes(), 0, old.opcodes(), 0, n);
            detachFields(in.old(), old, n, pool, true);
        }
    }

    private static void detachFields(
            EventBlock in, EventBlock out, int n, StringPool pool, boolean updatesOnly) {
        System.arraycopy(in.nulls(), 0, out.nulls(), 0, n * in.nullWords());
        Schema schema = in.schema();
        for (int f = 0; f < schema.size(); f++) {
            Storage storage = schema.type(f).storage();
            switch (storage) {
                case INT -> System.arraycopy(in.ints(f), 0, out.ints(f), 0, n);
                case LONG -> System.arraycopy(in.longs(f), 0, out.longs(f), 0, n);
                case DOUBLE -> System.arraycopy(in.doubles(f), 0, out.doubles(f), 0, n);
                case BYTES -> detachColumn(in, f, out, n, pool, updatesOnly);
            }
        }
    }

    private static void detachColumn(
            EventBlock in, int f, EventBlock out, int n, StringPool pool, boolean updatesOnly) {
        int[] codes = in.ints(f);
        long[] spans = out.spans(f);
        for (int i = 0; i < n; i++) {
            boolean isWanted = !updatesOnly || out.opcodes()[i] == Opcode.UPDATE;
            if (isWanted && !in.isNull(f, i)) {
                int code = codes[i];
                spans[i] =
                        out.arena().append(pool.chunk(code), pool.offset(code), pool.length(code));
            }
        }
    }
}
