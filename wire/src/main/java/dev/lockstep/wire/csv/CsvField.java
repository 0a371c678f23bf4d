package dev.lockstep.wire.csv;

import dev.lockstep.wire.codec.EventWords;

/** Takes quotation marks and backslashes out of one field. Not thread-safe. */
final class CsvField {
    private final byte delimiter;
    private byte[] bytes = new byte[256];
    private int from;
    private int to;
    private boolean isQuoted;

    CsvField(byte delimiter) {
        this.delimiter = delimiter;
    }

    /** Where the field stands that was read last, from {@link #from} to {@link #to}. */
    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    boolean isQuoted() {
        return isQuoted;
    }

    /** Reads the field at {@code at}; returns where the next begins, or -1 for a bad quotation. */
    int read(byte[] line, int at, int end) {
        if (bytes.length < end - at) {
            bytes = new byte[Math.max(end - at, 2 * bytes.length)];
        }
        int p = skipBlanks(line, at, end);
        isQuoted = p < end && line[p] == '"';
        return isQuoted ? quoted(line, p + 1, end) : bare(line, p, end);
    }

    private static int skipBlanks(byte[] line, int at, int end) {
        int p = at;
        while (p < end && (line[p] == ' ' || line[p] == '\t')) {
            p++;
        }
        return p;
    }

    private int quoted(byte[] line, int at, int end) {
        int n = 0;
        int p = at;
        while (p < end) {
            byte c = line[p++];
            byte following = p < end ? line[p] : 0;
            if (c == '\\' && p < end && isEscapable(following)) {
                bytes[n++] = following;
                p++;
            } else if (c != '"') {
                bytes[n++] = c;
            } else if (following == '"' && p < end) {
                bytes[n++] = c;
                p++;
            } else {
                from = 0;
                to = n;
                p = skipBlanks(line, p, end);
                return p == end ? p : line[p] == delimiter ? p + 1 : -1;
            }
        }
        return -1;
    }

    private boolean isEscapable(byte b) {
        return b == '"' || b == '\\' || b == delimiter;
    }

    private int bare(byte[] line, int at, int end) {
        int n = 0;
        int p = at;
        int kept = 0;
        while (p < end && line[p] != delimiter) {
            byte c = line[p++];
            if (c == '\\' && p < end && (line[p] == delimiter || line[p] == '"')) {
                c = line[p++];
                kept = n + 1;
            }
            bytes[n++] = c;
        }
        while (n > kept && (bytes[n - 1] == ' ' || bytes[n - 1] == '\t')) {
            n--;
        }
        from = 0;
        to = n;
        return p < end ? p + 1 : p;
    }

    /** Whether a row without opcode begins with flags: see the option's description. */
    boolean startsWithFlags(byte[] line, int at, int end, int fields) {
        int columns = 1;
        int first = -1;
        int p = at;
        while (p < end) {
            p = read(line, p, end);
            if (p < 0) {
                return false;
            }
            if (first < 0) {
                first = to - from == 1 && EventWords.flags(bytes, from, to) >= 0 ? 1 : 0;
            } else {
                columns++;
            }
        }
        return first == 1 && columns > fields;
    }
}
