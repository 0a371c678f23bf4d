package dev.lockstep.testkit.model;

import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/** Schemas from one line of text. */
public final class Schemas {
    private Schemas() {}

    /** Parses {@code id*:int64,price:double}, a star marking a key; the form of schema strings. */
    public static Schema parse(String text) {
        List<Field> fields = new ArrayList<>();
        for (String part : text.split(",")) {
            String[] nameAndType = part.trim().split(":");
            boolean isKey = nameAndType[0].endsWith("*");
            String name = isKey ? nameAndType[0].replace("*", "") : nameAndType[0];
            FieldType type = FieldType.parse(nameAndType[1]);
            if (type == null) {
                throw new IllegalArgumentException("no type " + nameAndType[1]);
            }
            fields.add(new Field(name, type, isKey));
        }
        return new Schema(fields);
    }
}
