package dev.lockstep.expression.functional.pattern;

import dev.lockstep.expression.functional.fault.FunctionalError;
import dev.lockstep.expression.functional.fault.FunctionalFault;
import dev.lockstep.expression.functional.fault.FunctionalLimits;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One use of a regular expression on one text. Follows all paths at once, so that the work grows
 * with the product of text and expression and no faster; that work is bounded for the whole use.
 */
public final class RegexScan {
    private final RegexProgram.Step[] steps;
    private String text;
    private final int marks;
    private final int[] found;
    private Paths now;
    private Paths next;
    private final int[] stack;
    private final int[] fresh;
    private final int[] mine;
    private boolean hasMatch;
    private long work;

    /** Paths in order of priority, each with its marks; no step twice. */
    private static final class Paths {
        private final int[] at;
        private final int[] marked;
        private final int[] seen;
        private int count;
        private int turn;

        Paths(int steps, int marks) {
            at = new int[steps];
            marked = new int[steps * marks];
            seen = new int[steps];
        }

        void clear() {
            count = 0;
            if (++turn == Integer.MAX_VALUE) {
                Arrays.fill(seen, 0);
                turn = 1;
            }
        }
    }

    RegexScan(RegexProgram program, RegexProgram.Step[] steps, String text) {
        this.steps = steps;
        this.text = text;
        marks = 2 * program.groups() + 2;
        found = new int[marks];
        now = new Paths(steps.length, marks);
        next = new Paths(steps.length, marks);
        stack = new int[3 * steps.length + 3];
        fresh = new int[marks];
        Arrays.fill(fresh, -1);
        mine = new int[marks];
    }

    /** Takes another text, with all the work that a use may take. */
    public void restart(String newText) {
        text = newText;
        work = 0;
        hasMatch = false;
    }

    /**
     * Finds the first match that begins at this place or behind it; has all the work that a use may
     * take.
     *
     * @param from at most the text's length
     */
    public boolean findFrom(int from) {
        work = 0;
        hasMatch = search(from, false);
        return hasMatch;
    }

    /** Finds the next match, behind the last one; an empty match moves on by one character. */
    public boolean find() {
        int from = behind();
        hasMatch = from <= text.length() && search(from, false);
        return hasMatch;
    }

    /** Where the next match may begin; beyond the text's end if there can be none. */
    public int behind() {
        if (!hasMatch) {
            return 0;
        }
        return found[1] > found[0] ? found[1] : found[1] + width(found[1]);
    }

    /** UTF-16 units of the character there; 1 at the end. */
    private int width(int at) {
        return at < text.length() ? Character.charCount(text.codePointAt(at)) : 1;
    }

    /** Whether the whole text matches. */
    public boolean matches() {
        hasMatch = search(0, true);
        return hasMatch;
    }

    /** Where a group of the last match begins; -1 if it took no part. */
    public int start(int group) {
        return found[2 * group];
    }

    public int end(int group) {
        return found[2 * group + 1];
    }

    /** The text of a group of the last match, or null if it took no part. */
    public @Nullable String group(int group) {
        return start(group) < 0 || end(group) < 0 ? null : text.substring(start(group), end(group));
    }

    private void spend() {
        if (++work > FunctionalLimits.REGEX_WORK.defaultValue()) {
            throw new FunctionalFault(FunctionalError.REGEX_WORK);
        }
    }

    private boolean search(int from, boolean isWhole) {
        boolean isFound = false;
        now.clear();
        for (int at = from; at <= text.length(); at += width(at)) {
            if (!isFound && (!isWhole || at == from)) {
                follow(now, 0, at, fresh, 0);
            }
            if (now.count == 0 && (isFound || isWhole)) {
                break;
            }
            next.clear();
            isFound |= advance(at, isWhole);
            Paths done = now;
            now = next;
            next = done;
        }
        return isFound;
    }

    /** Takes one character on every path; true if one of them was complete. */
    private boolean advance(int at, boolean isWhole) {
        for (int i = 0; i < now.count; i++) {
            spend();
            RegexProgram.Step step = steps[now.at[i]];
            if (step.op() == RegexProgram.Op.DONE) {
                if (!isWhole || at == text.length()) {
                    System.arraycopy(now.marked, i * marks, found, 0, marks);
                    // what comes behind has less priority
                    return true;
                }
            } else if (at < text.length() && ((CharSet) step.detail()).has(text.codePointAt(at))) {
                follow(next, now.at[i] + 1, at + width(at), now.marked, i * marks);
            }
        }
        return false;
    }

    /** Adds the steps that can be reached without taking a character, in order of priority. */
    private void follow(Paths paths, int start, int at, int[] marked, int offset) {
        System.arraycopy(marked, offset, mine, 0, marks);
        int top = push(0, start, -1, 0);
        while (top > 0) {
            top -= 3;
            int pc = stack[top];
            int slot = stack[top + 1];
            if (slot >= 0) {
                mine[slot] = stack[top + 2];
                continue;
            }
            if (paths.seen[pc] == paths.turn) {
                continue;
            }
            paths.seen[pc] = paths.turn;
            spend();
            RegexProgram.Step step = steps[pc];
            switch (step.op()) {
                case JUMP -> top = push(top, step.to(), -1, 0);
                case FORK -> top = push(push(top, step.other(), -1, 0), step.to(), -1, 0);
                case MARK -> {
                    // the old mark comes back when all that follows is done
                    top = push(top, 0, step.to(), mine[step.to()]);
                    mine[step.to()] = at;
                    top = push(top, pc + 1, -1, 0);
                }
                case CHECK -> {
                    if (((RegexNode.Place) step.detail()).holds(text, at)) {
                        top = push(top, pc + 1, -1, 0);
                    }
                }
                case TAKE, DONE -> {
                    System.arraycopy(mine, 0, paths.marked, paths.count * marks, marks);
                    paths.at[paths.count++] = pc;
                }
            }
        }
    }

    private int push(int top, int pc, int slot, int mark) {
        stack[top] = pc;
        stack[top + 1] = slot;
        stack[top + 2] = mark;
        return top + 3;
    }
}
