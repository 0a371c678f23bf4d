package dev.lockstep.wire.csv;

import dev.lockstep.wire.bytes.Words;

/** Copies text and notices on the way whether it must be quoted. */
final class TextCopy {
    private static final long QUOTES = Words.of('"');
    private static final long FEEDS = Words.of('\n');
    private static final long RETURNS = Words.of('\r');

    private final long delimiters;

    TextCopy(byte delimiter) {
        delimiters = Words.of(delimiter);
    }

    /**
     * Copies; up to seven bytes behind the copy may be touched.
     *
     * @return whether the text may stand without quotation marks
     */
    boolean copy(byte[] from, int offset, int length, byte[] to, int at) {
        long found = 0;
        int i = 0;
        for (; i <= length - Words.BYTES; i += Words.BYTES) {
            long word = Words.get(from, offset + i);
            Words.set(to, at + i, word);
            found |= specials(word);
        }
        if (i < length) {
            long word = tail(from, offset + i, length - i);
            Words.set(to, at + i, word);
            // what stands behind the text does not count
            found |= specials(word) & (1L << (length - i << 3)) - 1;
        }
        return found == 0 && (length == 0 || from[offset + length - 1] != '\\');
    }

    private long specials(long word) {
        return Words.zeros(word ^ delimiters)
                | Words.zeros(word ^ QUOTES)
                | Words.zeros(word ^ FEEDS)
                | Words.zeros(word ^ RETURNS);
    }

    private static long tail(byte[] from, int at, int length) {
        if (at + Words.BYTES <= from.length) {
            return Words.get(from, at);
        }
        long word = 0;
        for (int i = 0; i < length; i++) {
            word |= (from[at + i] & 0xFFL) << (i << 3);
        }
        return word;
    }
}
