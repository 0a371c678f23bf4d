package dev.lockstep.expression.eel.runtime;

import dev.lockstep.api.state.Scratch;
import dev.lockstep.expression.functional.fault.FunctionalFault;
import dev.lockstep.expression.functional.pattern.Regex;
import dev.lockstep.expression.functional.pattern.RegexScan;
import dev.lockstep.expression.runtime.SavedText;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An object of type {@code regex}: compiled once for the pattern it was last given. What it cannot
 * tell, because the pattern is none or a search takes too many steps, is unknown, never no match:
 * {@link #isUnknown} says so behind each call. Positions count characters from 1.
 */
public final class RegexObject {
    private static final int NO_MATCH = -1;
    private static final int UNKNOWN = -2;

    private @Nullable String source;
    private boolean isCompiled;
    private @Nullable String text;

    /** Where the last match begins, or one of the constants. */
    private int start = NO_MATCH;

    /** What follows from the source, and the match from its text and place. */
    @Scratch private @Nullable Regex regex;

    @Scratch private @Nullable RegexScan scan;
    @Scratch private boolean isUnknown;

    /**
     * Back to the state before {@link #compile}; what was compiled is kept for the next time the
     * same pattern comes.
     */
    public void forget() {
        isCompiled = false;
        end(NO_MATCH);
    }

    private void end(int why) {
        text = null;
        start = why;
    }

    /** Whether the text is a pattern that can be searched for; the object then holds it. */
    public boolean compile(String newSource) {
        forget();
        isCompiled = true;
        isUnknown = false;
        if (!newSource.equals(source)) {
            source = newSource;
            scan = null;
            try {
                regex = Regex.parse(newSource);
            } catch (FunctionalFault e) {
                regex = null;
            }
        }
        return regex != null;
    }

    /** What is wrong with a pattern; null if it can be searched for. */
    public static @Nullable String problem(String pattern) {
        try {
            Regex.parse(pattern);
            return null;
        } catch (FunctionalFault e) {
            return e.getMessage();
        }
    }

    /** Whether the last call could not find out what it was asked for. */
    public boolean isUnknown() {
        return isUnknown;
    }

    private @Nullable Regex current() {
        isUnknown = isCompiled && regex == null;
        return isCompiled ? regex : null;
    }

    /** Whether the pattern occurs in the text; false before {@link #compile}. */
    public boolean findfirst(String newText) {
        end(NO_MATCH);
        Regex r = current();
        return r != null && find(restarted(r, newText), newText, 0);
    }

    private RegexScan restarted(Regex r, String newText) {
        RegexScan s = scan;
        if (s == null) {
            s = r.scan(newText);
            scan = s;
        } else {
            s.restart(newText);
        }
        return s;
    }

    /** Whether the pattern occurs again behind the last match. */
    public boolean findnext() {
        RegexScan s = matched();
        String t = text;
        return s != null && t != null && find(s, t, s.behind());
    }

    /** Each search has all its steps, so that it does not matter where a run was taken up again. */
    private boolean find(RegexScan s, String within, int from) {
        end(NO_MATCH);
        try {
            if (from <= within.length() && s.findFrom(from)) {
                text = within;
                start = s.start(0);
            }
        } catch (FunctionalFault e) {
            end(UNKNOWN);
            isUnknown = true;
        }
        return text != null;
    }

    /** The last match; null if there was none. */
    private @Nullable RegexScan matched() {
        Regex r = current();
        isUnknown |= start == UNKNOWN;
        return r == null || text == null ? null : scan;
    }

    /** Where the last match begins; 0 if there was none. */
    public long matchstart() {
        return substringstart(0);
    }

    /** The length of the last match; 0 if there was none. */
    public long matchlength() {
        return substringlength(0);
    }

    /** How many groups the pattern has; 0 if there was no match. */
    public long substringcount() {
        Regex r = matched() == null ? null : regex;
        return r == null ? 0 : r.groups();
    }

    /** Where a group of the last match begins; 0 if it is not part of it. */
    public long substringstart(long group) {
        RegexScan s = matched();
        String t = text;
        return s == null || t == null || !isIn(s, group)
                ? 0
                : t.codePointCount(0, s.start((int) group)) + 1L;
    }

    /** The length of a group of the last match; 0 if it is not part of it. */
    public long substringlength(long group) {
        RegexScan s = matched();
        String t = text;
        return s == null || t == null || !isIn(s, group)
                ? 0
                : t.codePointCount(s.start((int) group), s.end((int) group));
    }

    private boolean isIn(RegexScan s, long group) {
        Regex r = regex;
        return r != null && group >= 0 && group <= r.groups() && s.group((int) group) != null;
    }

    /** The text with every match replaced, {@code $1} meaning a group. */
    public String replace(String given, String replacement, int limit) {
        Regex r = current();
        if (r == null) {
            return given;
        }
        try {
            return Conversions.limited(r.replaceAll(given, replacement, limit), limit);
        } catch (FunctionalFault e) {
            isUnknown = true;
            return "";
        }
    }

    /** Writes the pattern, the text and the place of the match. */
    public void save(DataOutput out) throws IOException {
        write(out, isCompiled ? source : null);
        write(out, text);
        out.writeInt(start);
    }

    /**
     * Reads what {@link #save} wrote.
     *
     * @throws IOException also if the match is not there
     */
    public void load(DataInput in) throws IOException {
        String savedSource = read(in);
        String savedText = read(in);
        int savedStart = in.readInt();
        forget();
        if (savedSource != null) {
            compile(savedSource);
        }
        Regex r = current();
        start = savedStart == UNKNOWN ? UNKNOWN : NO_MATCH;
        if (savedText == null || r == null) {
            return;
        }
        boolean isIn = savedStart >= 0 && savedStart <= savedText.length();
        if (!isIn || !find(restarted(r, savedText), savedText, savedStart)) {
            throw new IOException("A match of " + r + " is not where it was.");
        }
    }

    private static void write(DataOutput out, @Nullable String value) throws IOException {
        if (value == null) {
            out.writeInt(-1);
        } else {
            SavedText.write(out, value);
        }
    }

    private static @Nullable String read(DataInput in) throws IOException {
        int length = in.readInt();
        return length == -1 ? null : SavedText.read(in, length);
    }
}
