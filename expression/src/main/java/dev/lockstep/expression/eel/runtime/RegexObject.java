package dev.lockstep.expression.eel.runtime;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** An object of type {@code regex}: compiled once for the pattern it was last given. */
public final class RegexObject {
    private @Nullable String source;
    private @Nullable Pattern pattern;
    private @Nullable Matcher matcher;

    /** Whether the text is a pattern; the object then holds it. */
    public boolean compile(String text) {
        if (!text.equals(source)) {
            source = text;
            matcher = null;
            try {
                pattern = Pattern.compile(text);
            } catch (PatternSyntaxException e) {
                pattern = null;
            }
        }
        return pattern != null;
    }

    /**
     * The pattern as text, empty before {@link #compile}: all there is to the object's state
     * between events.
     */
    public String source() {
        String s = source;
        return s == null ? "" : s;
    }

    /** Whether the pattern occurs in the text; false before {@link #compile}. */
    public boolean findfirst(String text) {
        Pattern p = pattern;
        if (p == null) {
            return false;
        }
        Matcher m = p.matcher(new BoundedText(text));
        matcher = m;
        return find(m);
    }

    /** Whether the pattern occurs again behind the last match. */
    public boolean findnext() {
        return matcher != null && find(matcher);
    }

    private static boolean find(Matcher m) {
        try {
            return m.find();
        } catch (BoundedText.Exhausted e) {
            return false;
        }
    }

    /** Where the last match begins, from 1; 0 if there was none. */
    public long matchstart() {
        Matcher m = matcher;
        return m != null && m.hasMatch() ? m.start() + 1 : 0;
    }

    /** The length of the last match; 0 if there was none. */
    public long matchlength() {
        Matcher m = matcher;
        return m != null && m.hasMatch() ? m.end() - m.start() : 0;
    }

    /** The text with every match replaced, {@code $1} meaning a group. */
    public String replace(String text, String replacement) {
        Pattern p = pattern;
        if (p == null) {
            return text;
        }
        try {
            return p.matcher(new BoundedText(text)).replaceAll(replacement);
        } catch (BoundedText.Exhausted | IllegalArgumentException | IndexOutOfBoundsException e) {
            return text;
        }
    }
}
