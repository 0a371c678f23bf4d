package dev.lockstep.api.function;

import dev.lockstep.api.schema.FieldType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate function of the user, called by its name in an aggregate window. Must be
 * deterministic: no clock, no randomness, no I/O, no order of hashing. Called by the engine's
 * thread only.
 *
 * <p>Argument and result values are {@link Long}, {@link Double}, {@link String} or null for
 * missing; the boxing is the price of a simple interface, built-in functions do not pay it.
 */
public interface UserAggregate {
    /**
     * The name as written in projects, for example {@code USER_uSum}; matched without regard to
     * case.
     */
    String name();

    /**
     * The result's type for arguments of these types, or null where the function does not take
     * them.
     */
    @Nullable FieldType resultType(List<FieldType> arguments);

    /** Fresh state of one group. */
    State create();

    /** The state of one group. */
    interface State {
        void add(@Nullable Object[] arguments);

        /** Takes back an earlier {@link #add} of equal arguments. */
        void remove(@Nullable Object[] arguments);

        @Nullable Object result();

        void save(DataOutput out) throws IOException;

        void restore(DataInput in) throws IOException;
    }
}
