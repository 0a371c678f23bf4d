package dev.lockstep.engine.window.functional;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.expression.functional.FieldValues;
import dev.lockstep.expression.functional.FunctionContext;
import dev.lockstep.expression.functional.runtime.FunctionalScope;
import org.jspecify.annotations.Nullable;

/**
 * Writes output rows: a field is the result of the function of its name, of a loop's context before
 * the base one, or else the input's field of its name, or null.
 */
final class RowWriter {
    private static final int NONE = -1;

    private final Schema output;
    private final StringPool pool;

    /** By output field: the slot of the function, or {@link #NONE}. */
    private final int[] slots;

    /** By output field: the input's field, or {@link #NONE}. */
    private final int[] copied;

    private RowWriter(Schema output, StringPool pool, int[] slots, int[] copied) {
        this.output = output;
        this.pool = pool;
        this.slots = slots;
        this.copied = copied;
    }

    /**
     * @param contexts whose functions count, the first that has the field
     */
    static RowWriter of(Schema output, Schema input, StringPool pool, FunctionContext... contexts) {
        int[] slots = new int[output.size()];
        int[] copied = new int[output.size()];
        for (int f = 0; f < output.size(); f++) {
            String name = output.field(f).name();
            slots[f] = NONE;
            for (FunctionContext c : contexts) {
                slots[f] = slots[f] == NONE ? c.slot(name) : slots[f];
            }
            copied[f] = slots[f] == NONE ? input.ordinal(name) : NONE;
        }
        return new RowWriter(output, pool, slots, copied);
    }

    /** Whether no function makes a key field, so that a delete's key is known from the input. */
    boolean copiesKey() {
        boolean copies = true;
        for (int k = 0; k < output.keyCount(); k++) {
            copies &= copied[output.key(k)] != NONE;
        }
        return copies;
    }

    /**
     * Whether the key is copied, and not from the input's key alone: it may change in an update.
     */
    boolean copiesKeyFromValues(Schema input) {
        boolean fromValues = false;
        for (int k = 0; k < output.keyCount(); k++) {
            int from = copied[output.key(k)];
            fromValues |= from != NONE && !input.field(from).isKey();
        }
        return fromValues && copiesKey();
    }

    /** Whether rows {@code a} and {@code b} of a block have the same values in the key. */
    boolean sameKey(EventBlock rows, int a, int b) {
        boolean same = true;
        for (int k = 0; k < output.keyCount(); k++) {
            int f = output.key(k);
            same &= rows.isNull(f, a) == rows.isNull(f, b);
            if (same && !rows.isNull(f, a)) {
                same =
                        switch (output.type(f).storage()) {
                            case INT, BYTES -> rows.ints(f)[a] == rows.ints(f)[b];
                            case LONG -> rows.longs(f)[a] == rows.longs(f)[b];
                            case DOUBLE -> rows.doubles(f)[a] == rows.doubles(f)[b];
                        };
            }
        }
        return same;
    }

    /** Writes row {@code r}; its head is left alone. */
    void write(FunctionalScope scope, EventBlock in, int i, EventBlock out, int r) {
        out.clearNulls(r);
        for (int f = 0; f < slots.length; f++) {
            if (slots[f] != NONE) {
                Object value = scope.value(slots[f]);
                set(out, f, r, FieldValues.convert(scope, value, output.type(f)));
            } else {
                copy(scope, in, i, out, f, r);
            }
        }
    }

    /** Writes the copied fields of row {@code r}; what functions make is null. */
    void writeCopied(FunctionalScope scope, EventBlock in, int i, EventBlock out, int r) {
        out.clearNulls(r);
        for (int f = 0; f < slots.length; f++) {
            if (slots[f] != NONE) {
                out.setNull(f, r);
            } else {
                copy(scope, in, i, out, f, r);
            }
        }
    }

    private void copy(FunctionalScope scope, EventBlock in, int i, EventBlock out, int f, int r) {
        int from = copied[f];
        FieldType type = output.type(f);
        if (from == NONE || in.isNull(from, i)) {
            out.setNull(f, r);
        } else if (in.schema().type(from) != type) {
            Object value = FieldValues.read(in, pool, from, i);
            set(out, f, r, FieldValues.convert(scope, value, type));
        } else {
            switch (type.storage()) {
                case INT, BYTES -> out.ints(f)[r] = in.ints(from)[i];
                case LONG -> out.longs(f)[r] = in.longs(from)[i];
                case DOUBLE -> out.doubles(f)[r] = in.doubles(from)[i];
            }
        }
    }

    private void set(EventBlock out, int f, int r, @Nullable Object value) {
        switch (value) {
            case null -> out.setNull(f, r);
            case Long whole -> {
                switch (output.type(f).storage()) {
                    case INT, BYTES -> out.ints(f)[r] = whole.intValue();
                    default -> out.longs(f)[r] = whole;
                }
            }
            case Double number -> out.doubles(f)[r] = number;
            case byte[] bytes -> out.ints(f)[r] = pool.intern(bytes, 0, bytes.length);
            default -> out.ints(f)[r] = pool.intern(value.toString());
        }
    }
}
