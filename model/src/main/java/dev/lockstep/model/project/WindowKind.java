package dev.lockstep.model.project;

import dev.lockstep.api.error.Location;
import dev.lockstep.api.schema.FieldType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is particular to each kind of window (semantics 2.1 to 2.12). */
public sealed interface WindowKind {
    /** The only entry of events. */
    record Source(boolean isInsertOnly, boolean isAutogenKey) implements WindowKind {}

    record Filter(Located expression) implements WindowKind {}

    /**
     * @param expressions one for each non-key field, in schema order
     */
    record Compute(List<Located> expressions) implements WindowKind {}

    record Copy() implements WindowKind {}

    /**
     * @param expressions one for each non-key field, in schema order
     */
    record Aggregate(List<Located> expressions) implements WindowKind {}

    /**
     * An equi-join.
     *
     * @param leftIndex index of the left side, or null where the model does not say
     * @param output one for each non-key output field, in order
     */
    record Join(
            JoinType type,
            boolean isNoRegenerates,
            boolean isSecondaryIndex,
            @Nullable IndexType leftIndex,
            @Nullable IndexType rightIndex,
            List<FieldPair> conditions,
            List<JoinOutput> output)
            implements WindowKind {}

    /** Join types. */
    enum JoinType {
        INNER,
        LEFT_OUTER,
        RIGHT_OUTER,
        FULL_OUTER
    }

    /** Names of a left and a right field that must be equal. */
    record FieldPair(String left, String right, Location where) {}

    /** One non-key output field of a join. */
    sealed interface JoinOutput {
        String name();

        /**
         * @param isLeft the side; {@code field} is the side's field, prefix removed
         */
        record Selection(String name, boolean isLeft, String field, Location where)
                implements JoinOutput {}

        /** An expression over {@code l_…} and {@code r_…} names. */
        record Expression(String name, FieldType type, Located expression) implements JoinOutput {}
    }

    record Union(boolean isStrict) implements WindowKind {}

    /**
     * A functional window.
     *
     * @param opcode an expression for the output opcode, or null
     * @param generate an expression deciding whether the base event leaves, or null for always
     */
    record Functional(
            FunctionContext context,
            @Nullable Located opcode,
            @Nullable Located generate,
            List<EventLoop> loops,
            boolean isProducesOnlyInserts)
            implements WindowKind {}

    /** Properties, then functions; evaluated in order, later ones see earlier results. */
    record FunctionContext(List<ContextProperty> properties, List<Function> functions) {}

    /**
     * {@code property-xml} and so on. @param type {@code string xml json map list set}, or {@code
     * expression} for a named regular expression; @param attributes e.g. delimiters
     */
    record ContextProperty(
            String type, String name, Map<String, String> attributes, Located expression) {}

    /** A function of a function context; an empty text makes the field null. */
    record Function(String name, Located expression) {}

    /**
     * An event loop.
     *
     * @param type {@code xml json regex}
     * @param data name of the loop item, or null
     * @param use expression giving the document or text
     * @param selector the XPath, JSON path or regular expression
     * @param group for regex, the group; 0 otherwise
     */
    record EventLoop(
            String type,
            String name,
            @Nullable String data,
            Located use,
            Located selector,
            int group,
            FunctionContext context,
            Location where) {}

    /** Intervals in microseconds; 0 for none. */
    record Counter(long countMicros, long clearMicros) implements WindowKind {}

    /** A calculate window; maps in document order. */
    record Calculate(
            String algorithm,
            Map<String, Located> parameters,
            Map<String, Located> inputMap,
            Map<String, Located> outputMap,
            boolean isProducesOnlyInserts)
            implements WindowKind {}
}
