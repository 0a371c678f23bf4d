package dev.lockstep.model.reading;

import dev.lockstep.api.error.Location;
import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.model.ModelError;
import dev.lockstep.model.xml.XmlElement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads both spellings of a schema, and copies. */
final class SchemaReader {
    private final Reading reading;
    private final QueryReader query;

    SchemaReader(Reading reading, QueryReader query) {
        this.reading = reading;
        this.query = query;
    }

    static boolean isDeclared(XmlElement window) {
        XmlElement schema = window.child("schema");
        return window.child("schema-string") != null
                || schema != null
                        && (schema.child("fields") != null || schema.attribute("copy") != null);
    }

    /** The window's declared schema, or null where there is none or it is wrong. */
    @Nullable Schema declared(XmlElement window) {
        XmlElement text = window.child("schema-string");
        if (text != null) {
            return fromString(text);
        }
        XmlElement schema = window.child("schema");
        if (schema == null) {
            return null;
        }
        String copied = reading.attribute(schema, "copy");
        if (copied != null && !copied.isEmpty()) {
            Schema found = copy(schema, copied);
            return found == null ? null : extended(schema, found);
        }
        XmlElement fields = schema.child("fields");
        return fields == null ? null : fromFields(fields);
    }

    private @Nullable Schema copy(XmlElement schema, String copied) {
        XmlElement other = query.element(copied);
        if (other == null) {
            reading.error(
                    ModelError.UNKNOWN_WINDOW,
                    schema.where(),
                    "There is no window " + copied + " to copy the schema of.");
            return null;
        }
        Schema found = query.schemaOf(copied);
        if (found == null && isDeclared(other)) {
            found = declared(other);
        }
        if (found == null) {
            reading.error(
                    ModelError.BAD_SCHEMA,
                    schema.where(),
                    "The schema of window " + copied + " is not known here.");
            return null;
        }
        return found;
    }

    /**
     * The copied fields, without their key marks where {@code copy-keys} is false, and behind them
     * the schema's own; one of the same name takes the copied one's place (assumed; a published
     * model makes a copied field its key so).
     */
    private @Nullable Schema extended(XmlElement schema, Schema copied) {
        XmlElement fields = schema.child("fields");
        String keys = schema.attribute("copy-keys");
        boolean keepsKeys = keys == null || keys.isBlank() || reading.isTrue(schema, "copy-keys");
        if (fields == null && keepsKeys) {
            return copied;
        }
        List<Field> all = new ArrayList<>();
        for (Field f : copied.fields()) {
            all.add(keepsKeys ? f : new Field(f.name(), f.type(), false));
        }
        if (fields != null) {
            List<Field> own = new ArrayList<>();
            own(fields, own);
            Set<String> replaced = new LinkedHashSet<>();
            for (Field f : own) {
                int at = copied.ordinal(f.name());
                if (at >= 0 && replaced.add(f.name())) {
                    all.set(at, f);
                } else {
                    all.add(f);
                }
            }
        }
        return checked(all, schema.where());
    }

    private @Nullable Schema fromFields(XmlElement fields) {
        List<Field> all = new ArrayList<>();
        own(fields, all);
        return checked(all, fields.where());
    }

    private void own(XmlElement fields, List<Field> all) {
        for (XmlElement f : fields.children("field")) {
            String name = reading.required(f, "name", "");
            FieldType type = type(reading.required(f, "type", "string"), f.where());
            all.add(new Field(name, type, reading.isTrue(f, "key")));
        }
    }

    private @Nullable Schema fromString(XmlElement e) {
        List<Field> all = new ArrayList<>();
        for (String part : reading.text(e).text().split(",")) {
            int colon = part.lastIndexOf(':');
            String name = (colon < 0 ? part : part.substring(0, colon)).strip();
            boolean isKey = name.endsWith("*");
            name = isKey ? name.substring(0, name.length() - 1).strip() : name;
            if (colon < 0 || name.isEmpty()) {
                reading.error(
                        ModelError.BAD_SCHEMA,
                        e.textWhere(),
                        "\"" + part.strip() + "\" is not name:type or name*:type.");
                return null;
            }
            all.add(new Field(name, type(part.substring(colon + 1).strip(), e.textWhere()), isKey));
        }
        return checked(all, e.textWhere());
    }

    FieldType type(String name, Location where) {
        FieldType type = FieldType.parse(name);
        if (type == null) {
            List<String> names = Arrays.stream(FieldType.values()).map(FieldType::text).toList();
            reading.error(
                    ModelError.BAD_VALUE,
                    where,
                    "There is no type " + name + "." + Reading.near(name, names));
            return FieldType.STRING;
        }
        return type;
    }

    @Nullable Schema checked(List<Field> fields, Location where) {
        Set<String> names = new LinkedHashSet<>();
        boolean isGood = true;
        for (Field f : fields) {
            if (!names.add(f.name())) {
                reading.error(
                        ModelError.DUPLICATE_NAME, where, "There are two fields " + f.name() + ".");
                isGood = false;
            }
        }
        if (fields.stream().noneMatch(Field::isKey)) {
            reading.error(ModelError.BAD_SCHEMA, where, "The schema has no key field.");
            isGood = false;
        }
        return isGood ? new Schema(fields) : null;
    }
}
