package dev.lockstep.expression.functional.pattern;

import dev.lockstep.expression.functional.fault.FunctionalError;
import dev.lockstep.expression.functional.fault.FunctionalFault;
import dev.lockstep.expression.functional.fault.FunctionalLimits;

/**
 * A regular expression in the syntax of Perl and Java without references to groups, looking around,
 * and atomic or possessive parts. An own matcher, whose work is linear in the text and bounded by
 * steps that are counted: that of the JDK backtracks, and where it gives up depends on its release
 * and on the stack. Of several matches at one place the one that Perl would find is taken.
 */
public final class Regex {
    private final String text;
    private final RegexProgram program;
    private final RegexProgram.Step[] steps;

    private Regex(String text, RegexProgram program) {
        this.text = text;
        this.program = program;
        steps = program.steps();
    }

    /**
     * @throws FunctionalFault with {@code BAD_PATTERN} and what is wrong
     */
    public static Regex parse(String text) {
        RegexParser parser = new RegexParser(text);
        RegexNode root = parser.parse();
        return new Regex(text, new RegexProgram(root, parser.groups()));
    }

    /** How many groups there are, the whole match not counted. */
    public int groups() {
        return program.groups();
    }

    /**
     * A use on a text. Its methods throw {@link FunctionalFault} with {@code REGEX_WORK} when the
     * bound of work is reached.
     */
    public RegexScan scan(String input) {
        return new RegexScan(program, steps, input);
    }

    /**
     * The text with the first or every match replaced. {@code $1} and {@code \1} mean a group, a
     * backslash before anything else makes it literal, a dollar sign before no digit is itself.
     */
    public String replace(String input, String replacement, boolean isEvery) {
        StringBuilder out = new StringBuilder();
        int most = (int) FunctionalLimits.TEXT.defaultValue();
        if (!replace(scan(input), input, replacement, isEvery, most, out)) {
            throw new FunctionalFault(FunctionalError.TEXT_TOO_LONG);
        }
        return out.toString();
    }

    /** The text with every match replaced, ended behind so many characters if it grows longer. */
    public String replaceAll(String input, String replacement, int most) {
        StringBuilder out = new StringBuilder();
        replace(scan(input), input, replacement, true, most, out);
        return out.toString();
    }

    /** False if the text has grown too long; it then ends behind what was put in last. */
    private boolean replace(
            RegexScan scan,
            String input,
            String replacement,
            boolean isEvery,
            int most,
            StringBuilder out) {
        int from = 0;
        while (scan.find()) {
            out.append(input, from, scan.start(0));
            append(out, replacement, scan);
            from = scan.end(0);
            if (out.length() > most) {
                return false;
            }
            if (!isEvery) {
                break;
            }
        }
        out.append(input, from, input.length());
        return true;
    }

    private void append(StringBuilder out, String replacement, RegexScan scan) {
        for (int i = 0; i < replacement.length(); i++) {
            char c = replacement.charAt(i);
            char next = i + 1 < replacement.length() ? replacement.charAt(i + 1) : '\0';
            if ((c == '$' || c == '\\') && next >= '0' && next <= '9') {
                int group = next - '0';
                if (group > groups()) {
                    throw new FunctionalFault(FunctionalError.BAD_ARGUMENT);
                }
                String part = scan.group(group);
                out.append(part == null ? "" : part);
                i++;
            } else if (c == '\\' && next != '\0') {
                out.append(next);
                i++;
            } else {
                out.append(c);
            }
        }
    }

    /** The expression as it was written. */
    @Override
    public String toString() {
        return text;
    }
}
