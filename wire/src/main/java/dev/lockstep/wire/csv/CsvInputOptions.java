package dev.lockstep.wire.csv;

import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.wire.WireLimits;
import org.jspecify.annotations.Nullable;

/** How CSV input is to be read. Fluent and mutable; read once by the decoder's constructor. */
public final class CsvInputOptions {
    char delimiter = ',';
    int headerLines;
    byte addedOpcode;
    byte addedFlags = -1;
    int absentField = -1;
    @Nullable String dateFormat;
    boolean isStrippingNulls;
    String document = "input";
    int lineBytesMax = (int) WireLimits.LINE_BYTES.defaultValue();

    /** One ASCII character other than a quotation mark, a backslash, a blank or a line end. */
    public CsvInputOptions delimiter(char value) {
        if (value > 126 || value < 1 || "\"\\ \r\n".indexOf(value) >= 0) {
            throw new IllegalArgumentException("delimiter " + (int) value);
        }
        delimiter = value;
        return this;
    }

    /** Lines to skip at the beginning of each input. */
    public CsvInputOptions headerLines(int value) {
        headerLines = value;
        return this;
    }

    /**
     * The rows have no opcode: each gets this one, Insert or Upsert. Without {@link #addedFlags}
     * the first row tells whether they have flags: it does when it has more columns than the schema
     * has fields and the first of them is {@code n}, {@code p} or {@code r} (assumed).
     */
    public CsvInputOptions addedOpcode(byte value) {
        if (value != Opcode.INSERT && value != Opcode.UPSERT) {
            throw new IllegalArgumentException("opcode " + value);
        }
        addedOpcode = value;
        return this;
    }

    /** The rows have no flags: each gets these, normal or partial. */
    public CsvInputOptions addedFlags(byte value) {
        if (value != EventFlags.NORMAL && value != EventFlags.PARTIAL) {
            throw new IllegalArgumentException("flags " + value);
        }
        addedFlags = value;
        return this;
    }

    /** The rows have no column for this field, which the engine fills. */
    public CsvInputOptions absentField(int ordinal) {
        absentField = ordinal;
        return this;
    }

    /** A strftime pattern for dates and stamps, or null for integers. */
    public CsvInputOptions dateFormat(@Nullable String pattern) {
        dateFormat = pattern;
        return this;
    }

    /** Bytes of value zero are dropped before a line is read. */
    public CsvInputOptions strippingNulls(boolean value) {
        isStrippingNulls = value;
        return this;
    }

    /** The name that bad rows show. */
    public CsvInputOptions document(String name) {
        document = name;
        return this;
    }

    /** The longest line; a longer one is a bad row, its rest is skipped. */
    public CsvInputOptions lineBytesMax(int value) {
        lineBytesMax = value;
        return this;
    }
}
