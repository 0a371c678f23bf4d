package dev.lockstep.wire.codec;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.connector.BadRow;
import dev.lockstep.api.error.ErrorCode;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.wire.WireCode;
import dev.lockstep.wire.WireLimits;
import dev.lockstep.wire.bytes.ByteSink;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One row of a format with named values, gathered as text until it is complete. The names {@code
 * opcode} and {@code flags} mean the event's, unless the schema has such fields; {@code @opcode}
 * and {@code @flags} always do. Unknown names are ignored, as surplus columns are (assumed).
 */
public final class PendingRow {
    private static final int OPCODE = -2;
    private static final int FLAGS = -3;
    private static final int UNKNOWN = -1;

    private final Schema schema;
    private final ValueReader values;
    private final ByteSink text = new ByteSink(1024);
    private final int[] from;
    private final int[] to;
    private byte opcode;
    private byte flags;
    private boolean isEmpty = true;
    private @Nullable ErrorCode problem;
    private String reason = "";

    /**
     * @throws dev.lockstep.api.error.LockstepException for an unusable date format
     */
    public PendingRow(Schema schema, @Nullable String dateFormat) {
        this.schema = schema;
        values = new ValueReader(schema, dateFormat);
        from = new int[schema.size()];
        to = new int[schema.size()];
        clear();
    }

    /** Forgets everything; the next row is an Insert unless it says otherwise. */
    public void clear() {
        text.clear();
        java.util.Arrays.fill(from, UNKNOWN);
        opcode = 1;
        flags = 0;
        isEmpty = true;
        problem = null;
    }

    /** Whether nothing was set since {@link #clear}. */
    public boolean isEmpty() {
        return isEmpty;
    }

    private int place(String name) {
        if (name.startsWith("@")) {
            return name.equals("@opcode") ? OPCODE : name.equals("@flags") ? FLAGS : UNKNOWN;
        }
        int field = schema.ordinal(name);
        if (field >= 0) {
            return field;
        }
        return name.equals("opcode") ? OPCODE : name.equals("flags") ? FLAGS : UNKNOWN;
    }

    /** Whether the name is a field's of type text, so that emptiness is a value. */
    public boolean isText(String name) {
        int field = place(name);
        return field >= 0 && schema.type(field).isText();
    }

    /** Notes a value; the last of one name counts. */
    public void set(String name, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        set(name, bytes, 0, bytes.length);
    }

    public void set(String name, byte[] b, int start, int end) {
        isEmpty = false;
        int field = place(name);
        switch (field) {
            case OPCODE -> opcode(b, start, end);
            case FLAGS -> flags(b, start, end);
            case UNKNOWN -> {
                // surplus, as further columns of a CSV row are
            }
            default -> value(field, b, start, end);
        }
    }

    private void opcode(byte[] b, int start, int end) {
        opcode = EventWords.opcode(b, start, end);
        if (opcode == 0) {
            fail(WireCode.UNKNOWN_OPCODE, "unknown opcode '" + BadRows.cut(b, start, end) + "'");
        }
    }

    private void flags(byte[] b, int start, int end) {
        flags = EventWords.flags(b, start, end);
        if (flags < 0) {
            fail(WireCode.UNKNOWN_FLAGS, "unknown flags '" + BadRows.cut(b, start, end) + "'");
        }
    }

    private void value(int field, byte[] b, int start, int end) {
        if (text.size() + (end - start) > WireLimits.LINE_BYTES.defaultValue()) {
            fail(
                    WireCode.LINE_TOO_LONG,
                    "the row is longer than " + WireLimits.LINE_BYTES.defaultValue() + " bytes");
            return;
        }
        from[field] = text.size();
        text.put(b, start, end - start);
        to[field] = text.size();
    }

    /** Notes that the row is bad; the first fault counts. */
    public void fail(ErrorCode code, String why) {
        isEmpty = false;
        if (problem == null) {
            problem = code;
            reason = why;
        }
    }

    /**
     * Appends the row to the target, or reports it, and clears itself.
     *
     * @param line of the document, from 1
     * @return whether more rows are wanted
     */
    public boolean end(RowTarget target, String document, long line) throws InterruptedException {
        EventBlock block = target.block();
        int row = block.rows();
        block.ensureCapacity(row + 1);
        for (int f = 0; f < from.length && problem == null; f++) {
            put(block, f, row);
        }
        ErrorCode bad = problem;
        String shown = bad == null ? "" : BadRows.cut(text.bytes(), 0, text.size());
        byte rowOpcode = opcode;
        byte rowFlags = flags;
        clear();
        if (bad != null) {
            return target.badRow(new BadRow(bad, document + ":" + line, reason, shown));
        }
        block.place(row, document, line);
        block.append(rowOpcode, rowFlags);
        return target.rowEnded();
    }

    private static boolean mayBeEmpty(FieldType type) {
        return type.isText() || type == FieldType.BLOB;
    }

    private void put(EventBlock block, int f, int row) {
        int start = from[f];
        long[] nulls = block.nulls();
        int word = row * block.nullWords() + (f >>> 6);
        if ((f & 63) == 0) {
            nulls[word] = 0;
        }
        if (start < 0 || start == to[f] && !mayBeEmpty(schema.type(f))) {
            nulls[word] |= 1L << f;
            return;
        }
        String wrong = values.read(block, f, row, text.bytes(), start, to[f]);
        if (wrong != null) {
            fail(
                    WireCode.BAD_VALUE,
                    "field "
                            + schema.field(f).name()
                            + " ("
                            + schema.type(f).text()
                            + "): '"
                            + BadRows.cut(text.bytes(), start, to[f])
                            + "' "
                            + wrong);
        }
    }
}
