package dev.lockstep.expression.eel.runtime;

/**
 * Text that a regular expression may look at a bounded number of times, so that no pattern runs for
 * ever.
 */
public final class BoundedText implements CharSequence {
    /** Characters looked at before a match is given up. */
    public static final long LOOKS_MAX = 5_000_000;

    /** A match took too many steps; it counts as no match. */
    public static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Exhausted() {
            super("regular expression takes too many steps", null, false, false);
        }
    }

    private final String text;
    private long looks;

    public BoundedText(String text) {
        this.text = text;
    }

    /** Gives another search its full number of looks. */
    void restart() {
        looks = 0;
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        if (++looks > LOOKS_MAX) {
            throw new Exhausted();
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
