package dev.lockstep.model.reading;

import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.Nearest;
import dev.lockstep.api.error.Problem;
import dev.lockstep.model.ModelError;
import dev.lockstep.model.project.Located;
import dev.lockstep.model.xml.XmlElement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What all readers share: problems, placeholders, and values of attributes and texts. */
final class Reading {
    /** No letter before, so that an e-mail address is no placeholder. */
    private static final Pattern PLACEHOLDER =
            Pattern.compile("(?<![\\w.])@([A-Za-z_][A-Za-z0-9_]*)@");

    /** About a thousand years, far from where sums of times would overflow. */
    private static final long DURATION_MAX_MICROS = 31_557_600_000_000_000L;

    private static final Pattern DURATION = Pattern.compile("([0-9]+)\\s*([A-Za-z]*)");

    private final Placeholders outside;
    private final ReadOptions options;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, String> properties = new LinkedHashMap<>();
    private final Map<String, String> used = new TreeMap<>();
    private final Set<XmlElement> cut = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean isRecording = true;

    Reading(Placeholders outside, ReadOptions options) {
        this.outside = outside;
        this.options = options;
    }

    ReadOptions options() {
        return options;
    }

    List<Problem> problems() {
        return problems;
    }

    /** The project's own properties; placeholders see them last. */
    Map<String, String> properties() {
        return properties;
    }

    /** Placeholders that decide what the queries do, with their values. */
    Map<String, String> used() {
        return used;
    }

    /** Whether placeholders are added to {@link #used} from now on. */
    void recording(boolean value) {
        isRecording = value;
    }

    void error(ModelError code, Location where, String detail) {
        problems.add(Problem.error(code, where, detail));
    }

    void warn(ModelError code, Location where, String detail) {
        problems.add(Problem.warning(code, where, detail));
    }

    /**
     * Remembers that something in the element was refused, so that nobody complains of its lack.
     */
    void cut(XmlElement e) {
        cut.add(e);
    }

    /** Whether something in the element was refused. */
    boolean isCut(XmlElement e) {
        return cut.contains(e);
    }

    void note(Location where, String detail) {
        problems.add(Problem.note(ModelError.NO_EFFECT, where, detail));
    }

    /** The text with every placeholder replaced; unresolved ones are errors and stay. */
    String resolve(String text, Location where) {
        return resolve(text, where, true);
    }

    /** The same where an unresolved placeholder does no harm. */
    String resolveQuietly(String text, Location where) {
        return resolve(text, where, false);
    }

    private String resolve(String text, Location where, boolean isStrict) {
        if (text.indexOf('@') < 0) {
            return text;
        }
        Matcher m = PLACEHOLDER.matcher(text);
        StringBuilder out = new StringBuilder();
        while (m.find()) {
            String name = m.group(1);
            String value = outside.value(name);
            if (value == null) {
                value = properties.get(name);
            }
            if (value == null) {
                value = outside.otherwise(name);
            }
            if (value != null && isRecording) {
                used.put(name, value);
            }
            if (value == null) {
                if (isStrict) {
                    error(
                            ModelError.UNRESOLVED_PLACEHOLDER,
                            where,
                            "Placeholder @" + name + "@ has no value.");
                }
                value = m.group();
            }
            m.appendReplacement(out, Matcher.quoteReplacement(value));
        }
        return m.appendTail(out).toString();
    }

    @Nullable String attribute(XmlElement e, String name) {
        String v = e.attribute(name);
        return v == null ? null : resolve(v.strip(), e.where());
    }

    /** The attribute's value, or an error and {@code otherwise}. */
    String required(XmlElement e, String name, String otherwise) {
        String v = attribute(e, name);
        if (v == null || v.isEmpty()) {
            error(
                    ModelError.MISSING_ATTRIBUTE,
                    e.where(),
                    "Element " + e.name() + " needs the attribute " + name + ".");
            return otherwise;
        }
        return v;
    }

    boolean isTrue(XmlElement e, String name) {
        String v = attribute(e, name);
        if (v == null || v.isEmpty()) {
            return false;
        }
        return switch (v.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1" -> true;
            case "false", "no", "0" -> false;
            default -> {
                error(
                        ModelError.BAD_VALUE,
                        e.where(),
                        "Attribute " + name + " is \"" + v + "\", not true or false.");
                yield false;
            }
        };
    }

    /** The element's text, placeholders replaced. */
    Located text(XmlElement e) {
        return new Located(resolve(e.text(), e.textWhere()), e.textWhere());
    }

    /** Microseconds of {@code 5 minutes}; a bare number counts {@code bareUnit}. */
    long duration(String text, long bareUnit, Location where) {
        Matcher m = DURATION.matcher(text.strip());
        if (m.matches() && m.group(1).length() < 15) {
            long unit = unit(m.group(2), bareUnit);
            long count = Long.parseLong(m.group(1));
            if (unit > 0 && count <= DURATION_MAX_MICROS / unit) {
                return count * unit;
            }
        }
        error(ModelError.BAD_VALUE, where, "\"" + text + "\" is not a duration such as 5 minutes.");
        return bareUnit;
    }

    private static long unit(String name, long bareUnit) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "" -> bareUnit;
            case "us", "microsecond", "microseconds" -> 1;
            case "ms", "msec", "millisecond", "milliseconds" -> 1_000;
            case "s", "sec", "second", "seconds" -> 1_000_000;
            case "m", "min", "minute", "minutes" -> 60_000_000L;
            case "h", "hr", "hour", "hours" -> 3_600_000_000L;
            case "d", "day", "days" -> 86_400_000_000L;
            case "w", "week", "weeks" -> 604_800_000_000L;
            default -> -1;
        };
    }

    /** A whole number between the bounds, or an error and {@code least}. */
    int number(String text, int least, int greatest, Location where) {
        long n = number(text, where);
        if (n < least || n > greatest) {
            error(
                    ModelError.BAD_VALUE,
                    where,
                    n + " is not between " + least + " and " + greatest + ".");
            return least;
        }
        return (int) n;
    }

    long number(String text, Location where) {
        if (text.strip().matches("-?[0-9]{1,18}")) {
            return Long.parseLong(text.strip());
        }
        error(ModelError.BAD_VALUE, where, "\"" + text + "\" is not a whole number.");
        return 0;
    }

    /** {@link Nearest#to}. */
    static String near(String wrong, Iterable<String> names) {
        return Nearest.to(wrong, names);
    }
}
