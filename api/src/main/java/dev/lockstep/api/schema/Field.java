package dev.lockstep.api.schema;

import java.util.Objects;

/** A named, typed field of a schema. */
public record Field(String name, FieldType type, boolean isKey) {
    public Field {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
    }
}
