package dev.lockstep.expression.functional.runtime;

import dev.lockstep.expression.code.Generated;
import dev.lockstep.expression.functional.document.JsonPath;
import dev.lockstep.expression.functional.document.XPath;
import dev.lockstep.expression.functional.fault.ErrorSink;
import dev.lockstep.expression.functional.fault.FunctionalError;
import dev.lockstep.expression.functional.fault.FunctionalFault;
import dev.lockstep.expression.functional.fault.FunctionalLimits;
import dev.lockstep.expression.functional.pattern.Regex;
import dev.lockstep.expression.functional.pattern.TimeFormat;
import dev.lockstep.expression.runtime.EvaluationContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What functions may know besides their arguments: the project's evaluation context, the source of
 * the event and the counters. Errors become null and are reported to a sink.
 */
public abstract class FunctionalRuntime extends Generated {
    private final Map<String, Object> patterns = new LinkedHashMap<>();
    private ErrorSink errors = (error, function) -> {};
    private int current;

    protected String inputName = "";
    protected long eventCount;
    protected long eventNumber;
    protected @Nullable Object content;

    public final void errors(ErrorSink sink) {
        errors = sink;
    }

    public final EvaluationContext context() {
        return x;
    }

    /** The name of the window that the event came from. */
    public final String inputName() {
        return inputName;
    }

    /** Events that arrived so far, this one included. */
    public final long eventCount() {
        return eventCount;
    }

    /** The place of the row being made among those of this event, from 0. */
    public final long eventNumber() {
        return eventNumber;
    }

    /** Counts an error; the value concerned is null. */
    public final void report(FunctionalError error) {
        errors.error(error, current);
    }

    /** Names the function that is evaluated from here on. */
    protected final void at(int function) {
        current = function;
    }

    /** Turns what ended a function into a counted error. */
    protected final void failed(Throwable cause) {
        if (cause instanceof FunctionalFault fault) {
            report(fault.error());
        } else if (cause instanceof ArithmeticException) {
            report(FunctionalError.NUMERIC_OVERFLOW);
        } else if (cause instanceof StackOverflowError) {
            report(FunctionalError.REGEX_WORK);
        } else if (cause instanceof RuntimeException) {
            report(FunctionalError.INTERNAL);
        } else if (cause instanceof Error error) {
            throw error;
        } else {
            throw new IllegalStateException(cause);
        }
    }

    /** A pattern that was computed; the last ones are kept, which no result shows. */
    private <T> T pattern(Class<T> kind, String text, Function<String, T> parser) {
        String key = kind.getName() + ' ' + text;
        Object known = patterns.get(key);
        if (known == null) {
            try {
                known = parser.apply(text);
            } catch (FunctionalFault wrong) {
                throw new FunctionalFault(FunctionalError.BAD_ARGUMENT);
            }
            if (patterns.size() >= FunctionalLimits.PATTERN_CACHE.defaultValue()) {
                patterns.remove(patterns.keySet().iterator().next());
            }
            patterns.put(key, known);
        }
        return kind.cast(known);
    }

    public final @Nullable Regex regex(@Nullable String text) {
        return text == null ? null : pattern(Regex.class, text, Regex::parse);
    }

    public final @Nullable XPath xpath(@Nullable String text) {
        return text == null ? null : pattern(XPath.class, text, XPath::parse);
    }

    public final @Nullable JsonPath jsonPath(@Nullable String text) {
        return text == null ? null : pattern(JsonPath.class, text, JsonPath::parse);
    }

    public final @Nullable TimeFormat timeFormat(@Nullable String text) {
        return text == null ? null : pattern(TimeFormat.class, text, TimeFormat::parse);
    }
}
