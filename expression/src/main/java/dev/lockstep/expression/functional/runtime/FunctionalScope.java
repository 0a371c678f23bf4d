package dev.lockstep.expression.functional.runtime;

import dev.lockstep.expression.functional.document.JsonPath;
import dev.lockstep.expression.functional.document.XPath;
import dev.lockstep.expression.functional.fault.ErrorSink;
import dev.lockstep.expression.functional.fault.FunctionalError;
import dev.lockstep.expression.functional.fault.FunctionalFault;
import dev.lockstep.expression.functional.fault.FunctionalLimits;
import dev.lockstep.expression.functional.pattern.Regex;
import dev.lockstep.expression.functional.pattern.TimeFormat;
import dev.lockstep.expression.runtime.EvaluationContext;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What expressions see while one event is evaluated: the values of names by slot, the project's
 * time and random numbers, where the event came from and its numbers. One a window, reused from
 * event to event, used by one thread; an expression never keeps anything of it.
 *
 * <p>Values are null, {@link Long} (also for booleans: 1 and 0), {@link Double} (never NaN), {@link
 * String}, {@link java.util.List}, {@link java.util.LinkedHashSet} of texts, {@link
 * java.util.LinkedHashMap} from texts, {@link
 * dev.lockstep.expression.functional.document.JsonNode}, {@link
 * dev.lockstep.expression.functional.document.XmlNode} and {@link Regex}. None is changed once it
 * is a value. A scope holds no state that must outlive an event.
 */
public final class FunctionalScope {
    private final EvaluationContext context;
    private final @Nullable Object[] values;
    private final @Nullable Object[] kept;
    private final Map<String, Object> patterns = new LinkedHashMap<>();
    private ErrorSink errors = (error, function) -> {};
    private String function = "";
    private String inputName = "";
    private long eventCount;
    private long eventNumber;
    private boolean isNumberUsed;

    /**
     * @param slots how many names there are, from {@code FunctionalNames.slots()}
     */
    public FunctionalScope(EvaluationContext context, int slots) {
        this.context = context;
        values = new @Nullable Object[slots];
        kept = new @Nullable Object[slots];
    }

    /** Hands every error of evaluation to {@code sink} from here on. */
    public void errors(ErrorSink sink) {
        errors = sink;
    }

    /**
     * Starts an event: all names are null, the row's number is 0.
     *
     * @param input the name of the window that the event came from
     * @param count events that arrived so far, deletes not counted, this one included
     */
    public void begin(String input, long count) {
        Arrays.fill(values, null);
        inputName = input;
        eventCount = count;
        eventNumber = 0;
        isNumberUsed = false;
        function = "";
    }

    /** Ends a row: if it used its number, the next one gets another. */
    public void nextRow() {
        if (isNumberUsed) {
            eventNumber++;
            isNumberUsed = false;
        }
    }

    public @Nullable Object value(int slot) {
        return values[slot];
    }

    /** A boolean becomes 1 or 0, NaN null. */
    public void value(int slot, @Nullable Object value) {
        values[slot] = Convert.normal(value);
    }

    /** Remembers the values as they are now, so that a loop leaves nothing behind. */
    public void keep() {
        System.arraycopy(values, 0, kept, 0, values.length);
    }

    /** Takes the values back to the last {@link #keep}. */
    public void restore() {
        System.arraycopy(kept, 0, values, 0, values.length);
    }

    public EvaluationContext context() {
        return context;
    }

    public String inputName() {
        return inputName;
    }

    public long eventCount() {
        return eventCount;
    }

    /** Of the rows made of one event that ask for their number, this one's, from 0. */
    public long eventNumber() {
        isNumberUsed = true;
        return eventNumber;
    }

    /** Names what is evaluated from here on, for {@link ErrorSink}. */
    public void at(String part) {
        function = part;
    }

    /** Counts an error; the value concerned is null. */
    public void report(FunctionalError error) {
        errors.error(error, function);
    }

    /** A pattern that was computed; the last ones are kept, which no result shows. */
    private <T> T pattern(Class<T> kind, String text, Function<String, T> parser) {
        String key = kind.getSimpleName() + ' ' + text;
        Object known = patterns.get(key);
        if (known == null) {
            try {
                known = parser.apply(text);
            } catch (FunctionalFault wrong) {
                throw new FunctionalFault(FunctionalError.BAD_ARGUMENT);
            }
            if (text.length() > FunctionalLimits.PATTERN_CACHE_TEXT.defaultValue()) {
                return kind.cast(known);
            }
            if (patterns.size() >= FunctionalLimits.PATTERN_CACHE.defaultValue()) {
                patterns.remove(patterns.keySet().iterator().next());
            }
            patterns.put(key, known);
        }
        return kind.cast(known);
    }

    public Regex regex(String text) {
        return pattern(Regex.class, text, Regex::parse);
    }

    public XPath xpath(String text) {
        return pattern(XPath.class, text, XPath::parse);
    }

    public JsonPath jsonPath(String text) {
        return pattern(JsonPath.class, text, JsonPath::parse);
    }

    public TimeFormat timeFormat(String text) {
        return pattern(TimeFormat.class, text, TimeFormat::parse);
    }
}
