package dev.lockstep.testkit.reference;

import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.model.project.RetentionSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides by looking at every row which ones a policy gives up. */
final class Retention {
    private static final Comparator<Table.Stored> BY_AGE =
            Comparator.comparingLong(Table.Stored::sequence);

    private final RetentionSpec spec;
    private final int field;
    private final boolean isDate;

    /** Start of the current period of a jumping policy; null before anything is known. */
    private @Nullable Long period;

    /** The greatest time that the field has had. */
    private long newest = Long.MIN_VALUE;

    Retention(RetentionSpec spec, Schema schema) {
        this.spec = spec;
        String name = spec.field();
        this.field = name == null ? -1 : schema.ordinal(name);
        this.isDate = field >= 0 && schema.type(field) == FieldType.DATE;
    }

    /** Starts the timer of a policy on journal time. */
    void start(long micros) {
        if (field < 0) {
            period = micros;
        }
    }

    /** The rows to delete because {@code arrived} was inserted or changed; oldest first. */
    List<Table.Stored> afterArrival(Table table, Table.Stored arrived, boolean isInsert) {
        return switch (spec.type()) {
            case BYCOUNT_SLIDING ->
                    isInsert && table.size() > spec.amount()
                            ? sorted(table).subList(0, (int) (table.size() - spec.amount()))
                            : List.of();
            case BYCOUNT_JUMPING ->
                    isInsert && table.size() > spec.amount() ? others(table, arrived) : List.of();
            case BYTIME_SLIDING, BYTIME_JUMPING, BYTIME_JUMPING_LOOKBACK ->
                    field < 0 ? List.of() : byField(table, arrived);
        };
    }

    /** The rows to delete because journal time is now {@code micros}; oldest first. */
    List<Table.Stored> atHeartbeat(Table table, long micros) {
        if (field >= 0) {
            return List.of();
        }
        return switch (spec.type()) {
            case BYCOUNT_SLIDING, BYCOUNT_JUMPING -> List.of();
            case BYTIME_SLIDING ->
                    sorted(table).stream()
                            .filter(s -> micros - s.micros() >= spec.amount())
                            .toList();
            case BYTIME_JUMPING -> jump(micros) ? sorted(table) : List.of();
            case BYTIME_JUMPING_LOOKBACK ->
                    jump(micros)
                            ? sorted(table).stream()
                                    .filter(s -> s.micros() < lookBackLimit())
                                    .toList()
                            : List.of();
        };
    }

    private List<Table.Stored> byField(Table table, Table.Stored arrived) {
        Long time = timeOf(arrived);
        if (time == null) {
            return List.of();
        }
        newest = Math.max(newest, time);
        if (spec.type() == RetentionSpec.Type.BYTIME_SLIDING) {
            return timed(table, newest - spec.amount() + 1);
        }
        if (period == null) {
            period = time;
            return List.of();
        }
        if (!jump(newest)) {
            return List.of();
        }
        return spec.type() == RetentionSpec.Type.BYTIME_JUMPING
                ? timedOthers(table, arrived)
                : timed(table, lookBackLimit());
    }

    private long lookBackLimit() {
        return (period == null ? 0 : period) - spec.lookBackMicros();
    }

    /** Moves to the period that holds {@code now}; says whether that is another one. */
    private boolean jump(long now) {
        long start = period == null ? now : period;
        long elapsed = (now - start) / spec.amount();
        period = start + Math.max(0, elapsed) * spec.amount();
        return elapsed > 0;
    }

    private @Nullable Long timeOf(Table.Stored s) {
        Object value = s.row().get(field);
        return value == null ? null : isDate ? (Long) value * 1_000_000 : (Long) value;
    }

    /** Rows whose field is before {@code limit}, in order of the field, then of modification. */
    private List<Table.Stored> timed(Table table, long limit) {
        List<Table.Stored> all = new ArrayList<>();
        for (Table.Stored s : byFieldThenAge(table)) {
            Long time = timeOf(s);
            if (time != null && time < limit) {
                all.add(s);
            }
        }
        return all;
    }

    private List<Table.Stored> timedOthers(Table table, Table.Stored arrived) {
        List<Table.Stored> all = byFieldThenAge(table);
        all.removeIf(s -> s.key().equals(arrived.key()) || timeOf(s) == null);
        return all;
    }

    private List<Table.Stored> byFieldThenAge(Table table) {
        List<Table.Stored> all = sorted(table);
        all.sort(
                Comparator.comparingLong(
                        s -> {
                            Long time = timeOf(s);
                            return time == null ? Long.MAX_VALUE : time;
                        }));
        return all;
    }

    private static List<Table.Stored> others(Table table, Table.Stored arrived) {
        List<Table.Stored> all = sorted(table);
        all.removeIf(s -> s.key().equals(arrived.key()));
        return all;
    }

    private static List<Table.Stored> sorted(Table table) {
        List<Table.Stored> all = table.stored();
        all.sort(BY_AGE);
        return all;
    }
}
