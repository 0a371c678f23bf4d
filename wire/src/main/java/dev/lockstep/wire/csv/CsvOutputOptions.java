package dev.lockstep.wire.csv;

import dev.lockstep.wire.number.DoubleFormatter;
import org.jspecify.annotations.Nullable;

/** How CSV output is to look. Fluent and mutable; read once by the encoder's constructor. */
public final class CsvOutputOptions {
    /** What stands before the first row. */
    public enum Header {
        NONE,
        /** Names of the columns. */
        NAMES,
        /** Names with key marks and types, as a schema string has them. */
        FULL
    }

    char delimiter = ',';
    Header header = Header.NONE;
    boolean isCollapsing;
    @Nullable String dateFormat;
    int decimals = DoubleFormatter.DEFAULT_DECIMALS;

    /** One ASCII character other than a quotation mark, a backslash, a blank or a line end. */
    public CsvOutputOptions delimiter(char value) {
        if (value > 126 || value < 1 || "\"\\ \r\n".indexOf(value) >= 0) {
            throw new IllegalArgumentException("delimiter " + (int) value);
        }
        delimiter = value;
        return this;
    }

    public CsvOutputOptions header(Header value) {
        header = value;
        return this;
    }

    /** Updates print as one row {@code U} even where the old row is at hand. */
    public CsvOutputOptions collapsing(boolean value) {
        isCollapsing = value;
        return this;
    }

    /** A strftime pattern for dates and stamps, or null for integers. */
    public CsvOutputOptions dateFormat(@Nullable String pattern) {
        dateFormat = pattern;
        return this;
    }

    /** Digits behind the point of doubles. */
    public CsvOutputOptions decimals(int value) {
        decimals = value;
        return this;
    }
}
