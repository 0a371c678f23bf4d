package dev.lockstep.testkit.reference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Retained rows by key, each with the place and time of its last modification. */
final class Table {
    /**
     * @param sequence counts modifications; the smallest is the row untouched for longest
     * @param micros journal time of the last modification
     */
    record Stored(
            List<@Nullable Object> key, List<@Nullable Object> row, long sequence, long micros) {}

    private final Map<List<@Nullable Object>, Stored> rows = new LinkedHashMap<>();
    private long sequence;

    @Nullable List<@Nullable Object> row(List<@Nullable Object> key) {
        Stored s = rows.get(key);
        return s == null ? null : s.row();
    }

    /** Puts or, for a null row, removes. A key that stays keeps its place of first arrival. */
    void put(List<@Nullable Object> key, @Nullable List<@Nullable Object> row, long micros) {
        if (row == null) {
            rows.remove(key);
        } else {
            rows.put(key, new Stored(key, row, sequence++, micros));
        }
    }

    /** In the order in which the keys first arrived. */
    List<Stored> stored() {
        return new ArrayList<>(rows.values());
    }

    List<List<@Nullable Object>> rows() {
        List<List<@Nullable Object>> all = new ArrayList<>();
        rows.values().forEach(s -> all.add(s.row()));
        return all;
    }

    int size() {
        return rows.size();
    }
}
