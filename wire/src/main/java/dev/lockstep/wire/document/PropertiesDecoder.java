package dev.lockstep.wire.document;

import dev.lockstep.api.schema.Schema;
import dev.lockstep.wire.WireCode;
import dev.lockstep.wire.WireLimits;
import dev.lockstep.wire.bytes.ByteInput;
import dev.lockstep.wire.bytes.ByteSink;
import dev.lockstep.wire.bytes.LineReader;
import dev.lockstep.wire.codec.BadRows;
import dev.lockstep.wire.codec.EventDecoder;
import dev.lockstep.wire.codec.PendingRow;
import dev.lockstep.wire.codec.RowTarget;
import java.io.IOException;

/**
 * One {@code name=value} a line; an empty line or the end of the input ends the event. Lines that
 * begin with {@code #} are comments. A line without an equals sign makes its event a bad row.
 */
public final class PropertiesDecoder implements EventDecoder {
    private final PendingRow row;
    private final String document;
    private final ByteSink name = new ByteSink(64);
    private final ByteSink value = new ByteSink(256);
    private long firstLine;

    public PropertiesDecoder(Schema schema, DocumentOptions options) {
        row = new PendingRow(schema, options.dateFormat());
        document = options.document();
    }

    @Override
    public void decode(ByteInput input, RowTarget target) throws IOException, InterruptedException {
        int max = (int) WireLimits.LINE_BYTES.defaultValue();
        LineReader lines = new LineReader(input, (char) 0, max);
        row.clear();
        boolean isWanted = true;
        while (isWanted) {
            LineReader.Found found = lines.next();
            switch (found) {
                case IDLE -> {
                    isWanted = target.idle();
                    if (isWanted) {
                        input.await();
                    }
                }
                case END -> {
                    if (!row.isEmpty()) {
                        end(target);
                    }
                    return;
                }
                case LINE -> isWanted = line(lines, target);
                case TOO_LONG, OPEN_QUOTE -> {
                    begin(lines);
                    row.fail(WireCode.LINE_TOO_LONG, "a line is longer than " + max + " bytes");
                }
            }
        }
    }

    private boolean end(RowTarget target) throws InterruptedException {
        return row.end(target, document, firstLine);
    }

    private void begin(LineReader lines) {
        if (row.isEmpty()) {
            firstLine = lines.line();
        }
    }

    private boolean line(LineReader lines, RowTarget target) throws InterruptedException {
        byte[] b = lines.buffer();
        int from = lines.start();
        int to = lines.end();
        while (from < to && isBlank(b[from])) {
            from++;
        }
        while (to > from && isBlank(b[to - 1])) {
            to--;
        }
        if (from == to) {
            return row.isEmpty() || end(target);
        }
        if (b[from] == '#') {
            return true;
        }
        begin(lines);
        int equals = equalsSign(b, from, to);
        if (equals < 0) {
            row.fail(
                    WireCode.MALFORMED_PROPERTIES,
                    "no name=value: '" + BadRows.cut(b, from, to) + "'");
            return true;
        }
        unescape(b, from, equals, name);
        unescape(b, equals + 1, to, value);
        row.set(name.text(), value.bytes(), 0, value.size());
        return true;
    }

    private static boolean isBlank(byte c) {
        return c == ' ' || c == '\t';
    }

    private static int equalsSign(byte[] b, int from, int to) {
        for (int p = from; p < to; p++) {
            if (b[p] == '\\') {
                p++;
            } else if (b[p] == '=') {
                return p;
            }
        }
        return -1;
    }

    private static void unescape(byte[] b, int start, int end, ByteSink out) {
        int from = start;
        int to = end;
        while (from < to && isBlank(b[from])) {
            from++;
        }
        while (to > from && isBlank(b[to - 1])) {
            to--;
        }
        out.clear();
        for (int p = from; p < to; p++) {
            if (b[p] == '\\' && p + 1 < to) {
                out.put(escaped(b[++p]));
            } else {
                out.put(b[p]);
            }
        }
    }

    private static int escaped(byte c) {
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 's' -> ' ';
            default -> c;
        };
    }
}
