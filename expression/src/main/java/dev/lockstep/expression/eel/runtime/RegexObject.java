package dev.lockstep.expression.eel.runtime;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * An object of type {@code regex}: compiled once for the pattern it was last given. A search that
 * takes too many steps or too much stack finds nothing. Positions count characters from 1.
 */
public final class RegexObject {
    private @Nullable String source;
    private @Nullable Pattern pattern;
    private boolean isCompiled;
    private @Nullable String text;
    private @Nullable BoundedText bounded;
    private @Nullable Matcher matcher;

    /**
     * Back to the state before {@link #compile}; what was compiled is kept for the next time the
     * same pattern comes.
     */
    public void forget() {
        isCompiled = false;
        text = null;
        matcher = null;
    }

    /** Whether the text is a pattern; the object then holds it. */
    public boolean compile(String newSource) {
        text = null;
        matcher = null;
        isCompiled = true;
        if (!newSource.equals(source)) {
            source = newSource;
            try {
                pattern = Pattern.compile(newSource);
            } catch (PatternSyntaxException | StackOverflowError e) {
                pattern = null;
            }
        }
        return pattern != null;
    }

    private @Nullable Pattern current() {
        return isCompiled ? pattern : null;
    }

    /** Whether the pattern occurs in the text; false before {@link #compile}. */
    public boolean findfirst(String newText) {
        Pattern p = current();
        if (p == null) {
            return false;
        }
        return find(matcher(p, newText), -1);
    }

    private Matcher matcher(Pattern p, String newText) {
        BoundedText t = new BoundedText(newText);
        text = newText;
        bounded = t;
        return p.matcher(t);
    }

    /** Whether the pattern occurs again behind the last match. */
    public boolean findnext() {
        Matcher m = matcher;
        return m != null && find(m, -1);
    }

    private boolean find(Matcher m, int from) {
        BoundedText t = bounded;
        if (t != null) {
            t.restart();
        }
        try {
            if (from < 0 ? m.find() : m.find(from)) {
                matcher = m;
                return true;
            }
        } catch (BoundedText.Exhausted | StackOverflowError e) {
            // counts as no match
        }
        matcher = null;
        return false;
    }

    /** Where the last match begins; 0 if there was none. */
    public long matchstart() {
        return substringstart(0);
    }

    /** The length of the last match; 0 if there was none. */
    public long matchlength() {
        return substringlength(0);
    }

    /** How many groups the pattern has. */
    public long substringcount() {
        Matcher m = matcher;
        return m == null ? 0 : m.groupCount();
    }

    /** Where a group of the last match begins; 0 if it is not part of it. */
    public long substringstart(long group) {
        Matcher m = matcher;
        String t = text;
        if (m == null || t == null || group < 0 || group > m.groupCount()) {
            return 0;
        }
        if (m.start((int) group) < 0) {
            return 0;
        }
        return t.codePointCount(0, m.start((int) group)) + 1L;
    }

    /** The length of a group of the last match; 0 if it is not part of it. */
    public long substringlength(long group) {
        Matcher m = matcher;
        String t = text;
        if (m == null || t == null || substringstart(group) == 0) {
            return 0;
        }
        return t.codePointCount(m.start((int) group), m.end((int) group));
    }

    /** The text with every match replaced, {@code $1} meaning a group. */
    public String replace(String given, String replacement, int limit) {
        Pattern p = current();
        if (p == null) {
            return given;
        }
        try {
            Matcher m = p.matcher(new BoundedText(given));
            StringBuilder out = new StringBuilder();
            while (m.find()) {
                m.appendReplacement(out, replacement);
                if (out.length() > limit) {
                    return Conversions.limited(out.toString(), limit);
                }
            }
            return Conversions.limited(m.appendTail(out).toString(), limit);
        } catch (BoundedText.Exhausted
                | StackOverflowError
                | IllegalArgumentException
                | IndexOutOfBoundsException e) {
            return given;
        }
    }

    /** Writes the pattern, the text and the place of the match. */
    public void save(DataOutput out) throws IOException {
        write(out, isCompiled ? source : null);
        write(out, matcher == null ? null : text);
        out.writeInt(matcher == null ? -1 : matcher.start());
    }

    /** Reads what {@link #save} wrote. */
    public void load(DataInput in) throws IOException {
        String savedSource = read(in);
        String savedText = read(in);
        int start = in.readInt();
        forget();
        if (savedSource != null) {
            compile(savedSource);
        }
        Pattern p = current();
        if (p != null && savedText != null) {
            find(matcher(p, savedText), start);
        }
    }

    private static void write(DataOutput out, @Nullable String value) throws IOException {
        byte[] bytes = value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8);
        out.writeInt(value == null ? -1 : bytes.length);
        out.write(bytes);
    }

    private static @Nullable String read(DataInput in) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            return null;
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
