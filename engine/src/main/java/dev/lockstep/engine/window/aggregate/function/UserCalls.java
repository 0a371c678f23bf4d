package dev.lockstep.engine.window.aggregate.function;

import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.function.UserAggregate;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Storage;
import dev.lockstep.api.state.Scratch;
import dev.lockstep.engine.event.EngineError;
import dev.lockstep.engine.snapshot.SnapshotBytes;
import dev.lockstep.expression.eel.runtime.Conversions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function of the user: one state object a group. What the user's code throws stops the engine,
 * since the state behind it cannot be trusted any more.
 */
public final class UserCalls extends Accumulator {
    private final UserAggregate function;
    private final FieldType[] types;
    private final FieldType result;
    private final StringPool pool;
    private final int characters;
    private UserAggregate.@Nullable State[] states = {};
    @Scratch private @Nullable Object[] arguments;
    @Scratch private @Nullable Object last;

    /**
     * @param types of the arguments
     * @param characters the longest text that a result keeps
     */
    UserCalls(
            UserAggregate function,
            List<FieldType> types,
            FieldType result,
            StringPool pool,
            int characters) {
        this.function = function;
        this.types = types.toArray(new FieldType[0]);
        this.result = result;
        this.pool = pool;
        this.characters = characters;
        this.arguments = new @Nullable Object[this.types.length];
    }

    /** Whether values of the type can be handed over or returned. */
    static boolean takes(FieldType type) {
        return type.storage() != Storage.BYTES || type.isText();
    }

    public void put(int argument, long value, boolean isNull) {
        if (isNull) {
            arguments[argument] = null;
        } else if (types[argument].isText()) {
            arguments[argument] = pool.string((int) value);
        } else {
            arguments[argument] = value;
        }
    }

    public void put(int argument, double value, boolean isNull) {
        arguments[argument] = isNull ? null : (Object) value;
    }

    public void add(int group) {
        UserAggregate.State state = states[group];
        try {
            if (state == null) {
                state = function.create();
                states[group] = state;
            }
            state.add(taken());
        } catch (RuntimeException e) {
            throw failed("add", e);
        }
    }

    public void remove(int group) {
        UserAggregate.State state = states[group];
        if (state == null) {
            throw new IllegalStateException("a row left a function that it never entered");
        }
        try {
            state.remove(taken());
        } catch (RuntimeException e) {
            throw failed("remove", e);
        }
    }

    /** The arguments, in an array that the user's code may keep. */
    private @Nullable Object[] taken() {
        @Nullable Object[] all = arguments;
        arguments = new @Nullable Object[types.length];
        return all;
    }

    private LockstepException failed(String call, RuntimeException e) {
        return new LockstepException(
                EngineError.USER_AGGREGATE_FAILED,
                "User function " + function.name() + " failed in " + call + ": " + e,
                e);
    }

    /** Computes the result, which the value methods give afterwards. */
    @Override
    public boolean isNull(int group) {
        UserAggregate.State state = states[group];
        try {
            last = state == null ? null : state.result();
        } catch (RuntimeException e) {
            throw failed("result", e);
        }
        return last == null;
    }

    /** The last result that was computed; the code of a text. */
    public long value(int group) {
        if (result.isText() && last instanceof String text) {
            return pool.intern(Conversions.limited(text, characters));
        }
        if (result == FieldType.MONEY && last instanceof Double d) {
            return Conversions.toMoney(d);
        }
        if (!result.isText() && last instanceof Long n) {
            return result == FieldType.MONEY ? Math.multiplyExact(n, FieldType.MONEY_SCALE) : n;
        }
        throw wrongResult();
    }

    public double doubleValue(int group) {
        if (last instanceof Double d) {
            return d;
        }
        if (last instanceof Long n) {
            return n;
        }
        throw wrongResult();
    }

    private LockstepException wrongResult() {
        Object found = last;
        return new LockstepException(
                EngineError.USER_AGGREGATE_FAILED,
                "User function "
                        + function.name()
                        + " promised a result of type "
                        + result.text()
                        + " but gave "
                        + (found == null ? "nothing" : "a " + found.getClass().getName())
                        + ".");
    }

    @Override
    protected void grow(int groups) {
        states = Arrays.copyOf(states, groups);
    }

    @Override
    protected void clear(int group) {
        states[group] = null;
    }

    /**
     * Each state is framed, so that user code which reads too much or too little harms no other.
     */
    @Override
    public void save(DataOutput out, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            UserAggregate.State state = states[g];
            out.writeBoolean(state != null);
            if (state != null) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                state.save(new DataOutputStream(bytes));
                out.writeInt(bytes.size());
                out.write(bytes.toByteArray());
            }
        }
    }

    @Override
    protected void load(DataInput in, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            states[g] = in.readBoolean() ? loadState(in) : null;
        }
    }

    private UserAggregate.State loadState(DataInput in) throws IOException {
        byte[] bytes = SnapshotBytes.read(in);
        ByteArrayInputStream framed = new ByteArrayInputStream(bytes);
        UserAggregate.State state = function.create();
        state.restore(new DataInputStream(framed));
        if (framed.available() > 0) {
            throw new IOException(
                    "User function "
                            + function.name()
                            + " left "
                            + framed.available()
                            + " bytes of its state unread.");
        }
        return state;
    }
}
