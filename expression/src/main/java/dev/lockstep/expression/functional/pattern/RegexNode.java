package dev.lockstep.expression.functional.pattern;

import java.util.List;

/** A part of a regular expression. */
sealed interface RegexNode {
    /** One character of a set. */
    record One(CharSet set) implements RegexNode {}

    record Sequence(List<RegexNode> parts) implements RegexNode {}

    /** The first alternative that leads to a match is taken. */
    record Choice(List<RegexNode> alternatives) implements RegexNode {}

    /**
     * @param most -1 for no end
     */
    record Repeat(RegexNode part, int least, int most, boolean isGreedy) implements RegexNode {}

    record Group(int number, RegexNode part) implements RegexNode {}

    record At(Place place) implements RegexNode {}

    /** A place between characters. */
    enum Place {
        TEXT_START,
        TEXT_END,
        LINE_START,
        LINE_END,
        WORD_EDGE,
        NO_WORD_EDGE;

        boolean holds(String text, int at) {
            return switch (this) {
                case TEXT_START -> at == 0;
                case TEXT_END -> at == text.length();
                case LINE_START -> at == 0 || text.charAt(at - 1) == '\n';
                case LINE_END -> at == text.length() || text.charAt(at) == '\n';
                case WORD_EDGE -> isWord(text, at - 1) != isWord(text, at);
                case NO_WORD_EDGE -> isWord(text, at - 1) == isWord(text, at);
            };
        }

        private static boolean isWord(String text, int at) {
            return at >= 0 && at < text.length() && CharSet.isWord(text.charAt(at));
        }
    }
}
