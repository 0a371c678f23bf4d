package dev.lockstep.expression.functional.pattern;

import java.util.function.IntPredicate;

/** A set of characters (code points); unchangeable once built. */
final class CharSet {
    /** Everything but line feeds and carriage returns. */
    static final CharSet NO_LINE_END = new CharSet(c -> c != '\n' && c != '\r');

    static final CharSet ANY = new CharSet(c -> true);
    static final CharSet DIGIT = new CharSet(c -> c >= '0' && c <= '9');
    static final CharSet WORD = new CharSet(CharSet::isWord);
    static final CharSet SPACE = new CharSet(c -> c == ' ' || c >= '\t' && c <= '\r');

    private final IntPredicate rest;

    /** The answers for the first 128, which most texts are made of. */
    private final long low;

    private final long high;

    CharSet(IntPredicate members) {
        rest = members;
        long lowBits = 0;
        long highBits = 0;
        for (int c = 0; c < 64; c++) {
            lowBits |= members.test(c) ? 1L << c : 0;
            highBits |= members.test(c + 64) ? 1L << c : 0;
        }
        low = lowBits;
        high = highBits;
    }

    static CharSet of(int c) {
        return new CharSet(x -> x == c);
    }

    static boolean isWord(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
    }

    boolean has(int c) {
        return c < 64 ? (low >>> c & 1) != 0 : c < 128 ? (high >>> c - 64 & 1) != 0 : rest.test(c);
    }

    CharSet negated() {
        return new CharSet(c -> !has(c));
    }

    CharSet or(CharSet other) {
        return new CharSet(c -> has(c) || other.has(c));
    }

    /** With the other case of each letter. */
    CharSet ignoringCase() {
        return new CharSet(
                c -> has(c) || has(Character.toLowerCase(c)) || has(Character.toUpperCase(c)));
    }
}
