package dev.lockstep.api.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ordered fields of a window's events; immutable. At least one field, unique names, at least
 * one key unless the schema belongs to a side computation (an argument list).
 */
public final class Schema {
    private final List<Field> fields;
    private final Map<String, Integer> ordinals;
    private final int[] keys;

    public Schema(List<Field> fields) {
        this.fields = List.copyOf(fields);
        this.ordinals = new LinkedHashMap<>();
        List<Integer> keyList = new ArrayList<>();
        for (int i = 0; i < this.fields.size(); i++) {
            Field f = this.fields.get(i);
            if (ordinals.put(f.name(), i) != null) {
                throw new IllegalArgumentException("field name twice: " + f.name());
            }
            if (f.isKey()) {
                keyList.add(i);
            }
        }
        this.keys = keyList.stream().mapToInt(Integer::intValue).toArray();
    }

    public List<Field> fields() {
        return fields;
    }

    public int size() {
        return fields.size();
    }

    public Field field(int ordinal) {
        return fields.get(ordinal);
    }

    public FieldType type(int ordinal) {
        return fields.get(ordinal).type();
    }

    /** The field's place from 0, or -1. Names are case-sensitive. */
    public int ordinal(String name) {
        return ordinals.getOrDefault(name, -1);
    }

    public int keyCount() {
        return keys.length;
    }

    /** The ordinal of the {@code i}-th key field, in schema order. */
    public int key(int i) {
        return keys[i];
    }

    /** Words of 64 bits that hold a row's null mask. */
    public int nullWords() {
        return (fields.size() + 63) >>> 6;
    }

    /** {@code id*:int64,symbol:string}, a star marking a key. */
    @Override
    public String toString() {
        StringBuilder s = new StringBuilder();
        for (Field f : fields) {
            s.append(s.isEmpty() ? "" : ",").append(f.name()).append(f.isKey() ? "*" : "");
            s.append(':').append(f.type().text());
        }
        return s.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Schema s && fields.equals(s.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }
}
