package dev.lockstep.connectors.row;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.connector.BadRow;
import dev.lockstep.api.error.ErrorCode;
import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.wire.WireCode;
import dev.lockstep.wire.WireLimits;
import dev.lockstep.wire.codec.BadRows;
import dev.lockstep.wire.codec.EventWords;
import dev.lockstep.wire.codec.RowTarget;
import dev.lockstep.wire.codec.ValueReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Fills one row after the other from values that have types of their own. A value that does not fit
 * its field without loss makes the row a bad one. Fields that are not set are null. One thread.
 */
public final class RowFiller {
    private static final int MICROS = 1_000_000;
    private static final int MONEY_DECIMALS = 4;

    private final Schema schema;
    private final ValueReader texts;
    private final byte addedOpcode;
    private EventBlock block;
    private int row;
    private byte opcode;
    private @Nullable ErrorCode problem;
    private String reason = "";

    /**
     * @param dateFormat a strftime pattern for dates and stamps that come as text, or null
     * @param addedOpcode of rows that have none of their own
     * @throws dev.lockstep.api.error.LockstepException for an unusable date format
     */
    public RowFiller(Schema schema, @Nullable String dateFormat, byte addedOpcode) {
        this.schema = schema;
        this.texts = new ValueReader(schema, dateFormat);
        this.addedOpcode = addedOpcode;
        this.block = EventBlock.detached(schema);
    }

    public FieldType type(int field) {
        return schema.type(field);
    }

    /** Begins a row behind those of the target's block, all null. */
    public void begin(RowTarget target) {
        block = target.block();
        row = block.rows();
        block.ensureCapacity(row + 1);
        long[] nulls = block.nulls();
        for (int f = 0; f < schema.size(); f++) {
            nulls[row * block.nullWords() + (f >>> 6)] |= 1L << f;
        }
        opcode = addedOpcode;
        problem = null;
        reason = "";
    }

    /** Appends the row, or reports it as bad. */
    public boolean end(RowTarget target, String place) throws InterruptedException {
        ErrorCode bad = problem;
        if (bad != null) {
            return target.badRow(new BadRow(bad, place, reason, ""));
        }
        block.place(row, place, 0);
        block.append(opcode, EventFlags.NORMAL);
        return target.rowEnded();
    }

    /** Notes that the row is bad; the first fault counts. */
    public void fail(ErrorCode code, String why) {
        if (problem == null) {
            problem = code;
            reason = why;
        }
    }

    private void unfit(int field, Object value, String why) {
        String text = String.valueOf(value);
        byte[] shown = text.getBytes(StandardCharsets.UTF_8);
        fail(
                WireCode.BAD_VALUE,
                "field "
                        + schema.field(field).name()
                        + " ("
                        + schema.type(field).text()
                        + "): '"
                        + BadRows.cut(shown, 0, shown.length)
                        + "' "
                        + why);
    }

    private void present(int field) {
        block.nulls()[row * block.nullWords() + (field >>> 6)] &= ~(1L << field);
    }

    /** What the event does, as a word or letters. */
    public void opcode(String word) {
        byte[] b = word.getBytes(StandardCharsets.UTF_8);
        opcode = EventWords.opcode(b, 0, b.length);
        if (opcode == 0) {
            fail(WireCode.UNKNOWN_OPCODE, "unknown opcode '" + BadRows.cut(b, 0, b.length) + "'");
        }
    }

    /** An integer; of a date seconds, of a stamp microseconds, of money whole units. */
    public void set(int field, long value) {
        switch (schema.type(field)) {
            case INT32 -> {
                if (value != (int) value) {
                    unfit(field, value, "is not an integer of its type");
                    return;
                }
                block.ints(field)[row] = (int) value;
            }
            case INT64, DATE, STAMP -> block.longs(field)[row] = value;
            case MONEY -> {
                set(field, BigDecimal.valueOf(value));
                return;
            }
            case DOUBLE -> {
                if ((long) (double) value != value || value == Long.MAX_VALUE) {
                    unfit(field, value, "is no double without loss");
                    return;
                }
                block.doubles(field)[row] = value;
            }
            default -> {
                set(field, Long.toString(value));
                return;
            }
        }
        present(field);
    }

    public void set(int field, boolean value) {
        if (schema.type(field).isText()) {
            set(field, Boolean.toString(value));
        } else {
            set(field, value ? 1L : 0L);
        }
    }

    public void set(int field, double value) {
        if (schema.type(field) == FieldType.DOUBLE) {
            block.doubles(field)[row] = value;
            present(field);
        } else {
            // in decimal, as it would be read from text
            set(field, Double.toString(value));
        }
    }

    public void set(int field, BigDecimal value) {
        try {
            switch (schema.type(field)) {
                case MONEY ->
                        block.longs(field)[row] =
                                value.movePointRight(MONEY_DECIMALS).longValueExact();
                case DOUBLE -> block.doubles(field)[row] = value.doubleValue();
                case INT32, INT64, DATE, STAMP -> {
                    set(field, value.longValueExact());
                    return;
                }
                default -> {
                    set(field, value.toPlainString());
                    return;
                }
            }
            present(field);
        } catch (ArithmeticException e) {
            unfit(field, value.toPlainString(), "does not fit without loss");
        }
    }

    /** A point in time; what is no date or stamp gets {@code otherwise}. */
    public void time(int field, long micros, long otherwise) {
        switch (schema.type(field)) {
            case DATE -> set(field, Math.floorDiv(micros, (long) MICROS));
            case STAMP -> set(field, micros);
            default -> set(field, otherwise);
        }
    }

    /** Text as a row of CSV would hold it; empty text of what is no text is a null. */
    public void set(int field, String value) {
        boolean isText = schema.type(field).isText();
        byte[] b = (isText ? value : value.strip()).getBytes(StandardCharsets.UTF_8);
        if (b.length == 0 && !isText && schema.type(field) != FieldType.BLOB) {
            return;
        }
        String wrong = texts.read(block, field, row, b, 0, b.length);
        if (wrong == null) {
            present(field);
        } else {
            unfit(field, BadRows.cut(b, 0, b.length), wrong);
        }
    }

    /** Bytes, for blobs and texts, and for arrays as a block holds them. */
    public void set(int field, byte[] bytes, int from, int length) {
        FieldType type = schema.type(field);
        if (!type.isText() && type != FieldType.BLOB && !type.isArray()) {
            unfit(field, length + " bytes", "are no value of its type");
        } else if (length > WireLimits.FIELD_BYTES.defaultValue()) {
            fail(
                    WireCode.FIELD_TOO_LONG,
                    "field " + schema.field(field).name() + " has " + length + " bytes");
        } else {
            block.spans(field)[row] = block.arena().append(bytes, from, length);
            present(field);
        }
    }

    /** A value that no field of the type takes. */
    public void refuse(int field, String what) {
        fail(
                WireCode.BAD_VALUE,
                "field "
                        + schema.field(field).name()
                        + " ("
                        + schema.type(field).text()
                        + ") takes no "
                        + what);
    }
}
