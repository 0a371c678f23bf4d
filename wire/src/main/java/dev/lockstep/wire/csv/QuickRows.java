package dev.lockstep.wire.csv;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.wire.WireLimits;
import dev.lockstep.wire.bytes.LineReader;
import dev.lockstep.wire.bytes.Words;
import dev.lockstep.wire.codec.EventWords;
import dev.lockstep.wire.codec.RowTarget;
import dev.lockstep.wire.codec.ValueReader;
import dev.lockstep.wire.number.NumberScanner;

/**
 * Reads rows in one pass, the search for delimiters and for the line's end included. It takes only
 * whole lines without quotation marks, backslashes, blanks around values, surplus columns or
 * anything wrong; at any other it stops before the line and has changed nothing, so that the
 * decoder's careful way decides what such a line means.
 */
final class QuickRows {
    private static final int UNUSUAL = -1;
    private static final int LONG = 0;
    private static final int INT = 1;
    private static final int DOUBLE = 2;
    private static final int TEXT = 3;
    private static final int OTHER = 4;

    /** No column in the input. */
    private static final int ABSENT = 5;

    /** A line that begins so near the end of what was read may be merely not there yet. */
    private static final int PERHAPS_TORN = 4096;

    private static final int LONGEST_PAUSE = 64;
    private static final long FEEDS = Words.of('\n');
    private static final long QUOTES = Words.of('"');
    private static final long BACKSLASHES = Words.of('\\');

    private final CsvInputOptions options;
    private final byte delimiter;
    private final long delimiters;
    private final int[] forms;
    private final ValueReader values;
    private final NumberScanner numbers = new NumberScanner();
    private final int fieldBytesMax = (int) WireLimits.FIELD_BYTES.defaultValue();

    private boolean hasFlags;
    private byte opcode;
    private byte flags;

    /** So many lines are left alone behind the next unusual one. */
    private int pause;

    /** Lines to leave alone now. */
    private int paused;

    QuickRows(Schema schema, CsvInputOptions options, ValueReader values) {
        this.options = options;
        this.values = values;
        delimiter = (byte) options.delimiter;
        delimiters = Words.of(delimiter);
        forms = new int[schema.size()];
        for (int f = 0; f < forms.length; f++) {
            forms[f] =
                    f == options.absentField
                            ? ABSENT
                            : form(schema.type(f), options.dateFormat != null);
        }
    }

    /** Whether rows as the options describe them can be read so at all. */
    static boolean isPossible(CsvInputOptions options) {
        char d = options.delimiter;
        boolean isPartOfNumbers = Character.isLetterOrDigit(d) || "+-.".indexOf(d) >= 0;
        return !isPartOfNumbers && !options.isStrippingNulls;
    }

    private static int form(FieldType type, boolean hasDateFormat) {
        return switch (type) {
            case INT64 -> LONG;
            case INT32 -> INT;
            case DOUBLE -> DOUBLE;
            case STRING, RSTRING -> TEXT;
            case DATE, STAMP -> hasDateFormat ? OTHER : LONG;
            default -> OTHER;
        };
    }

    /**
     * Reads rows up to a line that it does not take, or that is not there wholly.
     *
     * @param withFlags whether rows have flags
     * @return whether more rows are wanted
     */
    boolean read(LineReader lines, boolean withFlags, RowTarget target)
            throws InterruptedException {
        hasFlags = withFlags;
        if (paused > 0) {
            paused--;
            return true;
        }
        while (lines.isBetweenLines()) {
            EventBlock block = target.block();
            int row = block.rows();
            block.ensureCapacity(row + 1);
            int textBefore = block.arena().size();
            int at = lines.position();
            int end = row(lines.buffer(), at, block, row);
            if (end < 0 || end > lines.limit() || end - at > options.lineBytesMax) {
                block.arena().truncate(textBefore);
                if (lines.limit() - at > PERHAPS_TORN) {
                    paused = pause;
                    pause = Math.min(2 * pause + 1, LONGEST_PAUSE);
                }
                return true;
            }
            pause = 0;
            lines.taken(end);
            block.place(row, options.document, lines.line());
            block.append(opcode, flags);
            if (!target.rowEnded()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Where the next line begins, or {@link #UNUSUAL}. The forms are told apart here and not in a
     * method for one value: seen from there each form is rare, and the compiler leaves what is rare
     * as calls.
     */
    private int row(byte[] b, int at, EventBlock block, int row) {
        int last = b.length - Words.BYTES;
        // a blank line, or blanks that are to be dropped
        if (at > last || (b[at] & 0xFF) <= ' ') {
            return UNUSUAL;
        }
        int p = prefix(b, at);
        if (p < 0) {
            return UNUSUAL;
        }
        long[] nulls = block.nulls();
        int word = row * block.nullWords();
        long missing = 0;
        for (int f = 0; f < forms.length; f++) {
            if (forms[f] == ABSENT) {
                missing |= 1L << f;
            } else {
                int end =
                        switch (forms[f]) {
                            case LONG, INT -> integer(b, p, last, block, f, row);
                            case DOUBLE -> real(b, p, last, block, f, row);
                            case TEXT -> copiedText(b, p, last, block, f, row);
                            default -> other(b, p, last, block, f, row);
                        };
                if (end < 0) {
                    return UNUSUAL;
                }
                missing |= (end == p ? 1L : 0L) << f;
                byte c = b[end];
                p = end + 1;
                if (c != delimiter) {
                    nulls[word] = missing;
                    missingFrom(f + 1, nulls, word - (f >>> 6));
                    return afterLine(b, c, p);
                }
            }
            if ((f & 63) == 63) {
                nulls[word++] = missing;
                missing = 0;
            }
        }
        // more columns than fields
        return UNUSUAL;
    }

    private static int afterLine(byte[] b, byte c, int p) {
        if (c == '\n') {
            return p;
        }
        return c == '\r' && p < b.length && b[p] == '\n' ? p + 1 : UNUSUAL;
    }

    /** Marks the fields from {@code first} on as null. */
    private void missingFrom(int first, long[] nulls, int firstWord) {
        for (int f = first; f < forms.length; f++) {
            int word = firstWord + (f >>> 6);
            nulls[word] = (f & 63) == 0 ? 1 : nulls[word] | 1L << f;
        }
    }

    /** Reads opcode and flags of one letter; where the fields begin, or {@link #UNUSUAL}. */
    private int prefix(byte[] b, int at) {
        int p = at;
        opcode = options.addedOpcode;
        flags = options.addedFlags < 0 ? 0 : options.addedFlags;
        if (opcode == 0) {
            opcode = EventWords.opcode(b, p, p + 1);
            if (opcode == 0 || b[p + 1] != delimiter) {
                return UNUSUAL;
            }
            p += 2;
        }
        if (hasFlags) {
            flags = EventWords.flags(b, p, p + 1);
            if (flags < 0 || b[p + 1] != delimiter) {
                return UNUSUAL;
            }
            p += 2;
        }
        return p;
    }

    /** Reads an integer; its end, {@code at} if there is none, or {@link #UNUSUAL}. */
    private int integer(byte[] b, int at, int last, EventBlock block, int f, int row) {
        int end = numbers.scanInteger(b, at, last);
        long v = numbers.integer();
        if (forms[f] == LONG) {
            block.longs(f)[row] = v;
            return end;
        }
        block.ints(f)[row] = (int) v;
        return v == (int) v ? end : UNUSUAL;
    }

    private int real(byte[] b, int at, int last, EventBlock block, int f, int row) {
        int end = numbers.scanReal(b, at, last);
        block.doubles(f)[row] = numbers.real();
        return end < 0 || b[end] != delimiter && b[end] >= ' '
                ? other(b, at, last, block, f, row)
                : end;
    }

    private int copiedText(byte[] b, int at, int last, EventBlock block, int f, int row) {
        int end = text(b, at, last);
        if (end > at) {
            block.spans(f)[row] = block.arena().append(b, at, end - at);
        }
        return end;
    }

    private int other(byte[] b, int at, int last, EventBlock block, int f, int row) {
        int end = text(b, at, last);
        boolean isGood = end <= at || values.read(block, f, row, b, at, end) == null;
        return isGood ? end : UNUSUAL;
    }

    /** The end of bytes that mean themselves, or {@link #UNUSUAL}. */
    private int text(byte[] b, int at, int last) {
        int p = at;
        while (p <= last) {
            long word = Words.get(b, p);
            long marks = Words.anyOf(word, delimiters, FEEDS, QUOTES, BACKSLASHES);
            if (marks != 0) {
                // at a quotation mark or a backslash the row turns out to be unusual
                return withoutReturn(b, at, p + Words.first(marks));
            }
            p += Words.BYTES;
        }
        return UNUSUAL;
    }

    private int withoutReturn(byte[] b, int at, int stop) {
        int end = b[stop] == '\n' && stop > at && b[stop - 1] == '\r' ? stop - 1 : stop;
        if (end == at) {
            return end;
        }
        return isBlank(b[at]) || isBlank(b[end - 1]) || end - at > fieldBytesMax ? UNUSUAL : end;
    }

    private static boolean isBlank(byte c) {
        return c == ' ' || c == '\t';
    }
}
