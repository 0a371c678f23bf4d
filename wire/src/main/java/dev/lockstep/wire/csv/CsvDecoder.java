package dev.lockstep.wire.csv;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.error.ErrorCode;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.wire.WireCode;
import dev.lockstep.wire.bytes.ByteInput;
import dev.lockstep.wire.bytes.LineReader;
import dev.lockstep.wire.codec.BadRows;
import dev.lockstep.wire.codec.EventDecoder;
import dev.lockstep.wire.codec.EventWords;
import dev.lockstep.wire.codec.RowTarget;
import dev.lockstep.wire.codec.ValueReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Rows of {@code opcode,flags,fields...} in schema order. Known: opcodes in any case, blanks around
 * values dropped, surplus columns and blank lines ignored, missing columns and empty fields null, a
 * last line without line end, {@code \,} for the delimiter, a backslash before a quotation mark in
 * quotes. Assumed: an empty opcode is Insert, doubled quotation marks count as one, quoted
 * emptiness is empty text rather than null. Allocates nothing per row.
 */
public final class CsvDecoder implements EventDecoder {
    private final CsvInputOptions options;
    private final Schema schema;
    private final int fields;
    private final boolean[] isText;
    private final ValueReader values;

    /** Null where the options do not allow it. */
    private final @Nullable QuickRows quick;

    private final CsvField field;
    private final long[] allNull;

    private byte[] line = {};
    private int at;
    private int end;
    private byte opcode;
    private byte flags;

    /** Whether rows have flags; decided by the first row where the options leave it open. */
    private boolean hasFlags;

    private boolean isFlagsOpen;

    private @Nullable ErrorCode problem;
    private String reason = "";

    /**
     * @throws dev.lockstep.api.error.LockstepException for an unusable date format
     */
    public CsvDecoder(Schema schema, CsvInputOptions options) {
        this.schema = schema;
        this.options = options;
        fields = schema.size();
        isText = new boolean[fields];
        allNull = new long[schema.nullWords()];
        for (int f = 0; f < fields; f++) {
            isText[f] = schema.type(f).isText();
            allNull[f >>> 6] |= 1L << f;
        }
        values = new ValueReader(schema, options.dateFormat);
        quick = QuickRows.isPossible(options) ? new QuickRows(schema, options, values) : null;
        field = new CsvField((byte) options.delimiter);
    }

    @Override
    public void decode(ByteInput input, RowTarget target) throws IOException, InterruptedException {
        LineReader lines = new LineReader(input, options.delimiter, options.lineBytesMax);
        int headers = options.headerLines;
        hasFlags = options.addedFlags < 0;
        isFlagsOpen = hasFlags && options.addedOpcode != 0;
        boolean isWanted = true;
        while (isWanted) {
            if (quick != null && headers == 0 && !isFlagsOpen) {
                isWanted = quick.read(lines, hasFlags, target);
                if (!isWanted) {
                    return;
                }
            }
            LineReader.Found found = lines.next();
            switch (found) {
                case IDLE -> {
                    isWanted = target.idle();
                    if (isWanted) {
                        input.await();
                    }
                }
                case END -> {
                    return;
                }
                default -> {
                    if (headers > 0) {
                        headers--;
                    } else if (found == LineReader.Found.LINE) {
                        isWanted = line(lines, target);
                    } else {
                        isWanted = unusable(lines, found, target);
                    }
                }
            }
        }
    }

    private boolean unusable(LineReader lines, LineReader.Found found, RowTarget target)
            throws InterruptedException {
        boolean isLong = found == LineReader.Found.TOO_LONG;
        problem = isLong ? WireCode.LINE_TOO_LONG : WireCode.OPEN_QUOTE;
        reason =
                isLong
                        ? "the line is longer than " + options.lineBytesMax + " bytes"
                        : "a quotation is not closed";
        return bad(lines, target);
    }

    private boolean bad(LineReader lines, RowTarget target) throws InterruptedException {
        ErrorCode code = problem;
        problem = null;
        return target.badRow(
                BadRows.of(
                        code == null ? WireCode.BAD_VALUE : code,
                        options.document + ":" + lines.line(),
                        reason,
                        lines.buffer(),
                        lines.start(),
                        lines.end()));
    }

    private boolean line(LineReader lines, RowTarget target) throws InterruptedException {
        line = lines.buffer();
        at = lines.start();
        end = lines.end();
        if (options.isStrippingNulls) {
            end = withoutNulls(line, at, end);
        }
        if (isBlank(line, at, end)) {
            return true;
        }
        EventBlock block = target.block();
        int row = block.rows();
        block.ensureCapacity(row + 1);
        boolean isSpecial = lines.isSpecial();
        if (isFlagsOpen) {
            isFlagsOpen = false;
            hasFlags = field.startsWithFlags(line, at, end, fields);
        }
        if (prefix() && (isSpecial ? special(block, row) : plain(block, row))) {
            block.place(row, options.document, lines.line());
            block.append(opcode, flags);
            return target.rowEnded();
        }
        return bad(lines, target);
    }

    private static int withoutNulls(byte[] b, int from, int to) {
        int p = from;
        for (int i = from; i < to; i++) {
            if (b[i] != 0) {
                b[p++] = b[i];
            }
        }
        return p;
    }

    private static boolean isBlank(byte[] b, int from, int to) {
        for (int p = from; p < to; p++) {
            if (b[p] != ' ' && b[p] != '\t' && b[p] != '\r') {
                return false;
            }
        }
        return true;
    }

    /** Reads opcode and flags; false with the problem noted. */
    private boolean prefix() {
        opcode = options.addedOpcode;
        flags = options.addedFlags;
        if (opcode == 0) {
            nextPlain();
            opcode = EventWords.opcode(line, from, to);
            if (opcode == 0) {
                return fault(WireCode.UNKNOWN_OPCODE, "unknown opcode ");
            }
        }
        if (hasFlags) {
            nextPlain();
            flags = EventWords.flags(line, from, to);
            return flags >= 0 || fault(WireCode.UNKNOWN_FLAGS, "unknown flags ");
        }
        flags = flags < 0 ? 0 : flags;
        return true;
    }

    private boolean fault(WireCode code, String what) {
        problem = code;
        reason = what + "'" + BadRows.cut(line, from, to) + "'";
        return false;
    }

    /** The bounds, without blanks, of the field that was read last. */
    private int from;

    private int to;

    /** Reads up to the next delimiter or the end, which is where every further field is. */
    private void nextPlain() {
        byte[] b = line;
        byte delimiter = (byte) options.delimiter;
        int p = at;
        int stop = end;
        int start = p;
        while (p < stop && b[p] != delimiter) {
            p++;
        }
        at = p < stop ? p + 1 : p;
        while (start < p && (b[start] == ' ' || b[start] == '\t')) {
            start++;
        }
        while (start < p && (b[p - 1] == ' ' || b[p - 1] == '\t')) {
            p--;
        }
        from = start;
        to = p;
    }

    private boolean plain(EventBlock block, int row) {
        long[] nulls = block.nulls();
        int words = block.nullWords();
        int mask = row * words;
        System.arraycopy(allNull, 0, nulls, mask, words);
        int absent = options.absentField;
        for (int f = 0; f < fields && at < end; f++) {
            if (f == absent) {
                continue;
            }
            nextPlain();
            if (from == to) {
                continue;
            }
            String wrong = values.read(block, f, row, line, from, to);
            if (wrong != null) {
                return refuse(f, line, wrong);
            }
            nulls[mask + (f >>> 6)] &= ~(1L << f);
        }
        return true;
    }

    private boolean refuse(int f, byte[] b, String wrong) {
        problem = ValueReader.isTooLong(wrong) ? WireCode.FIELD_TOO_LONG : WireCode.BAD_VALUE;
        reason =
                "field "
                        + schema.field(f).name()
                        + " ("
                        + schema.type(f).text()
                        + "): '"
                        + BadRows.cut(b, from, to)
                        + "' "
                        + wrong;
        return false;
    }

    /** Fields of a line with quotation marks or backslashes, by way of a buffer. */
    private boolean special(EventBlock block, int row) {
        long[] nulls = block.nulls();
        int words = block.nullWords();
        int mask = row * words;
        System.arraycopy(allNull, 0, nulls, mask, words);
        for (int f = 0; f < fields && at < end; f++) {
            if (f == options.absentField) {
                continue;
            }
            at = field.read(line, at, end);
            if (at < 0) {
                problem = WireCode.OPEN_QUOTE;
                reason =
                        "field "
                                + schema.field(f).name()
                                + ": a quotation is not closed, or text stands behind it";
                return false;
            }
            from = field.from();
            to = field.to();
            if (from == to && !(field.isQuoted() && isText[f])) {
                continue;
            }
            String wrong = values.read(block, f, row, field.bytes(), from, to);
            if (wrong != null) {
                return refuse(f, field.bytes(), wrong);
            }
            nulls[mask + (f >>> 6)] &= ~(1L << f);
        }
        return true;
    }
}
