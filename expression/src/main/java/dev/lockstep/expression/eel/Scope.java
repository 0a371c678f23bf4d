package dev.lockstep.expression.eel;

import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.Nearest;
import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.expression.eel.grammar.EelParser;
import dev.lockstep.expression.eel.grammar.EelParser.ExprContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What names mean in an expression. */
public interface Scope {
    /**
     * A column of the block that the expression reads.
     *
     * @param isNeverNull whether the null test can be left out: keys
     * @param reading how to read it, or null for the column of that ordinal
     */
    record FieldRef(int ordinal, FieldType type, boolean isNeverNull, @Nullable Reading reading) {
        public FieldRef(int ordinal, FieldType type, boolean isNeverNull) {
            this(ordinal, type, isNeverNull, null);
        }
    }

    /**
     * Java expressions that read a value which is in no block.
     *
     * @param isNull a boolean expression
     * @param value an expression of the type that the block's column would have
     */
    record Reading(String isNull, String value) {}

    /**
     * A call of an aggregate function. Arguments are compiled by whoever answers it, over the
     * input's schema.
     */
    record AggregateCall(String name, List<Argument> arguments, Location where) {}

    /** An argument, not compiled yet. */
    record Argument(ExprContext tree, Location origin) {
        /** The text that the argument is if it is quoted text, else null. */
        public @Nullable String text() {
            return tree instanceof EelParser.TextLiteralContext
                    ? ExpressionWriter.unquote(tree.getText())
                    : null;
        }
    }

    /** The field of that name, or null. */
    @Nullable FieldRef field(String name);

    /**
     * The field that stands for the result of an aggregate call, or null where there are no
     * aggregates of that name.
     */
    default @Nullable FieldRef aggregate(AggregateCall call) {
        return null;
    }

    /**
     * What may have been meant by a name that is no field, as a sentence with a blank before it;
     * empty if there is nothing to say.
     */
    default String advice(String name) {
        return "";
    }

    /** The fields of a schema, keys never null. */
    static Scope of(Schema schema) {
        return new Scope() {
            @Override
            public @Nullable FieldRef field(String name) {
                int f = schema.ordinal(name);
                return f < 0 ? null : new FieldRef(f, schema.type(f), schema.field(f).isKey());
            }

            @Override
            public String advice(String name) {
                return Nearest.to(name, schema.fields().stream().map(Field::name).toList());
            }
        };
    }
}
