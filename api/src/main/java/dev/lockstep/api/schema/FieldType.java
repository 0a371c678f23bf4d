package dev.lockstep.api.schema;

import org.jspecify.annotations.Nullable;

/** The field types of the project language (semantics 1.1). Every type is nullable outside keys. */
public enum FieldType {
    INT32("int32", Storage.INT),
    INT64("int64", Storage.LONG),
    DOUBLE("double", Storage.DOUBLE),
    /** UTF-8 text. */
    STRING("string", Storage.BYTES),
    /** In the published system a string shared by reference; here the same as {@link #STRING}. */
    RSTRING("rstring", Storage.BYTES),
    /** Seconds since 1970-01-01T00:00:00Z. */
    DATE("date", Storage.LONG),
    /** Microseconds since 1970-01-01T00:00:00Z. */
    STAMP("stamp", Storage.LONG),
    /** Fixed-point decimal: units of 1/10000 (assumed scale, see docs). */
    MONEY("money", Storage.LONG),
    BLOB("blob", Storage.BYTES),
    /** Elements as {@link ArrayCodec} lays them out. */
    ARRAY_INT32("array(i32)", Storage.BYTES),
    ARRAY_INT64("array(i64)", Storage.BYTES),
    ARRAY_DOUBLE("array(dbl)", Storage.BYTES);

    /** Units of a money value in one whole. */
    public static final long MONEY_SCALE = 10_000;

    private final String text;
    private final Storage storage;

    FieldType(String text, Storage storage) {
        this.text = text;
        this.storage = storage;
    }

    /** The spelling in a project, for example {@code int64} or {@code array(dbl)}. */
    public String text() {
        return text;
    }

    public Storage storage() {
        return storage;
    }

    public boolean isText() {
        return this == STRING || this == RSTRING;
    }

    public boolean isArray() {
        return this == ARRAY_INT32 || this == ARRAY_INT64 || this == ARRAY_DOUBLE;
    }

    /**
     * The type of that name (also {@code array(int32)}, {@code array(int64)}, {@code
     * array(double)}), or null.
     */
    public static @Nullable FieldType parse(String name) {
        for (FieldType t : values()) {
            if (t.text.equals(name)) {
                return t;
            }
        }
        return switch (name) {
            case "array(int32)" -> ARRAY_INT32;
            case "array(int64)" -> ARRAY_INT64;
            case "array(double)" -> ARRAY_DOUBLE;
            default -> null;
        };
    }
}
