package dev.lockstep.wire.bytes;

import java.io.IOException;
import java.util.Arrays;

/**
 * Finds lines in a buffer that is refilled. A line end inside a quotation belongs to the line. What
 * is kept is bounded: of a line that is too long the rest is skipped. Not thread-safe.
 */
public final class LineReader {
    /** What {@link #next} found. */
    public enum Found {
        /** The line from {@link #start} to {@link #end}, without its line end. */
        LINE,
        /** No bytes wait. */
        IDLE,
        END,
        /** The beginning of a line that is longer than allowed. */
        TOO_LONG,
        /** A line whose quotation is not closed within what may be kept. */
        OPEN_QUOTE
    }

    private static final long FEEDS = Words.of('\n');
    private static final long QUOTES = Words.of('"');
    private static final long BACKSLASHES = Words.of('\\');
    private static final int FIRST_BUFFER = 256 << 10;
    private static final int LEAST_BUFFER = 16;
    private static final int FIELD_START = 0;
    private static final int PLAIN = 1;
    private static final int QUOTED = 2;
    private static final int CLOSED = 3;

    private final byte delimiter;
    private final int lineBytesMax;
    private final ByteInput input;

    private byte[] buffer;
    private int limit;
    private int start;
    private int end;
    private int next;
    private boolean atEnd;
    private boolean isSkipping;
    private boolean isFirst = true;

    /** Where the search for the line end goes on, and in which state. */
    private int scan;

    private boolean isSpecial;
    private boolean hasQuote;
    private int state;
    private boolean isMidLine;

    private long line;
    private long lineEnds;

    /**
     * @param delimiter of fields, at whose beginning a quotation can begin; 0 when there are none
     */
    public LineReader(ByteInput input, char delimiter, int lineBytesMax) {
        this.input = input;
        this.delimiter = (byte) delimiter;
        this.lineBytesMax = lineBytesMax;
        int first = Math.min(FIRST_BUFFER, lineBytesMax + 2);
        // one byte more than will come, so that the end is found without growing
        buffer =
                new byte[Math.max(LEAST_BUFFER, (int) Math.min(first, input.expectedBytes() + 1L))];
    }

    /** Where the line stands; replaced by {@link #next}. */
    public byte[] buffer() {
        return buffer;
    }

    public int start() {
        return start;
    }

    public int end() {
        return end;
    }

    /** Whether the line has a quotation mark or a backslash. */
    public boolean isSpecial() {
        return isSpecial;
    }

    /** The number of the line that was found last, from 1; a line end in a quotation counts. */
    public long line() {
        return line;
    }

    /** Whether the next line begins at {@link #position}, nothing of it having been looked at. */
    public boolean isBetweenLines() {
        return !isMidLine && !isSkipping;
    }

    /** Where the next line begins. */
    public int position() {
        return next;
    }

    /** The end of what was read so far. */
    public int limit() {
        return limit;
    }

    /**
     * Tells that the caller itself has found the next line, one without quotation marks: it reaches
     * to its line end before {@code after}.
     */
    public void taken(int after) {
        next = after;
        line = ++lineEnds;
    }

    /** Finds the next line; the one before is gone then. */
    public Found next() throws IOException {
        if (isSkipping && !skipRest()) {
            return Found.IDLE;
        }
        if (!isMidLine) {
            begin(next);
        }
        while (true) {
            if (hasQuote ? findCarefully() : findQuickly()) {
                return found();
            }
            if (limit - start >= lineBytesMax + 2) {
                return tooLong();
            }
            int read = atEnd ? -1 : refill();
            if (read == 0) {
                return Found.IDLE;
            }
            if (read < 0) {
                atEnd = true;
                return last();
            }
        }
    }

    private void begin(int from) {
        start = from;
        next = from;
        scan = from;
        isSpecial = false;
        hasQuote = false;
        state = FIELD_START;
        isMidLine = true;
    }

    /** Looks for a line end until a quotation mark comes in its way. */
    private boolean findQuickly() {
        byte[] b = buffer;
        int p = scan;
        int stop = limit - Words.BYTES;
        while (p <= stop) {
            long word = Words.get(b, p);
            long ends = Words.zeros(word ^ FEEDS);
            long quotes = Words.zeros(word ^ QUOTES);
            long slashes = Words.zeros(word ^ BACKSLASHES);
            if ((ends | quotes | slashes) != 0) {
                break;
            }
            p += Words.BYTES;
        }
        for (; p < limit; p++) {
            byte c = b[p];
            if (c == '\n') {
                scan = p;
                return true;
            }
            if (c == '"' && delimiter != 0) {
                hasQuote = true;
                isSpecial = true;
                scan = start;
                return findCarefully();
            }
            isSpecial |= c == '\\';
        }
        scan = p;
        return false;
    }

    /** Follows fields and quotations byte by byte. */
    private boolean findCarefully() {
        byte[] b = buffer;
        int p = scan;
        int s = state;
        boolean isFound = false;
        for (; p < limit; p++) {
            byte c = b[p];
            if (c == '\\' && s != CLOSED) {
                if (p + 1 == limit) {
                    break;
                }
                s = s == QUOTED ? QUOTED : PLAIN;
                p += hidden(s, b[p + 1]);
            } else if (s == QUOTED) {
                s = c == '"' ? CLOSED : QUOTED;
            } else if (c == '\n') {
                isFound = true;
                break;
            } else if (c == delimiter) {
                s = FIELD_START;
            } else if (c == '"') {
                // behind a closing mark it is the second half of a doubled one
                s = s == PLAIN ? PLAIN : QUOTED;
            } else if (s != FIELD_START || !isBlank(c)) {
                s = PLAIN;
            }
        }
        scan = p;
        state = s;
        return isFound;
    }

    /** How many bytes a backslash hides: the next, unless it is a line end outside a quotation. */
    private static int hidden(int state, byte next) {
        return state == QUOTED || next != '\n' ? 1 : 0;
    }

    private static boolean isBlank(byte c) {
        return c == ' ' || c == '\t';
    }

    private Found found() {
        next = scan + 1;
        end = scan > start && buffer[scan - 1] == '\r' ? scan - 1 : scan;
        isMidLine = false;
        count();
        return end - start > lineBytesMax ? Found.TOO_LONG : Found.LINE;
    }

    private void count() {
        line = lineEnds + 1;
        lineEnds++;
        if (hasQuote) {
            for (int i = start; i < next - 1; i++) {
                lineEnds += buffer[i] == '\n' ? 1 : 0;
            }
        }
    }

    /** The input has ended: what is left is a line, if anything is. */
    private Found last() {
        if (start >= limit) {
            return Found.END;
        }
        if (hasQuote && state == QUOTED) {
            return firstLineOnly(Found.OPEN_QUOTE);
        }
        scan = limit;
        next = limit;
        isMidLine = false;
        end = limit > start && buffer[limit - 1] == '\r' ? limit - 1 : limit;
        count();
        return Found.LINE;
    }

    private Found tooLong() {
        if (hasQuote && state == QUOTED) {
            return firstLineOnly(Found.OPEN_QUOTE);
        }
        end = start + lineBytesMax;
        next = limit;
        line = lineEnds + 1;
        isSkipping = true;
        isMidLine = false;
        return Found.TOO_LONG;
    }

    /** Takes what stands before the first line end, whatever it is part of. */
    private Found firstLineOnly(Found what) {
        int p = start;
        while (p < limit && buffer[p] != '\n') {
            p++;
        }
        line = lineEnds + 1;
        end = p;
        isMidLine = false;
        if (p == limit) {
            next = limit;
            isSkipping = !atEnd;
            return what;
        }
        next = p + 1;
        lineEnds++;
        return what;
    }

    /** Drops bytes up to the next line end; false when none wait. */
    private boolean skipRest() throws IOException {
        while (true) {
            for (int p = next; p < limit; p++) {
                if (buffer[p] == '\n') {
                    next = p + 1;
                    lineEnds++;
                    isSkipping = false;
                    return true;
                }
            }
            limit = 0;
            start = 0;
            next = 0;
            scan = 0;
            int read = refill();
            if (read == 0) {
                return false;
            }
            if (read < 0) {
                atEnd = true;
                isSkipping = false;
                return true;
            }
        }
    }

    private int refill() throws IOException {
        if (start > 0 && (start == limit || buffer.length - limit < buffer.length >> 1)) {
            System.arraycopy(buffer, start, buffer, 0, limit - start);
            limit -= start;
            scan -= start;
            start = 0;
            next = 0;
        }
        if (limit == buffer.length) {
            int most = lineBytesMax + 2;
            buffer = Arrays.copyOf(buffer, (int) Math.min(most, 2L * buffer.length));
        }
        int read = input.read(buffer, limit, buffer.length - limit);
        if (read > 0) {
            limit += read;
            if (isFirst && !skipMark()) {
                return refill();
            }
        }
        return read;
    }

    /** Drops a byte order mark; false while too few bytes are there to tell. */
    private boolean skipMark() {
        byte[] mark = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
        int length = Math.min(3, limit);
        if (!Arrays.equals(buffer, 0, length, mark, 0, length)) {
            isFirst = false;
            return true;
        }
        if (length < 3) {
            return false;
        }
        isFirst = false;
        begin(3);
        return true;
    }
}
