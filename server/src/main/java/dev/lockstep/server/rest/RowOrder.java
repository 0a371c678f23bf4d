package dev.lockstep.server.rest;

import dev.lockstep.api.block.ByteArena;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.schema.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The order of rows in an answer: by one field, else as the window has them. Nulls come first. */
final class RowOrder {
    /** A row of a block. */
    record Row(EventBlock block, int at) {}

    private final @Nullable Comparator<Row> order;

    private RowOrder(@Nullable Comparator<Row> order) {
        this.order = order;
    }

    /**
     * @param text {@code FIELD}, {@code FIELD:ascending} or {@code FIELD:descending}, or null
     */
    static RowOrder of(Schema schema, @Nullable String text) {
        if (text == null) {
            return new RowOrder(null);
        }
        int colon = text.lastIndexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        String way = colon < 0 ? "ascending" : text.substring(colon + 1);
        int field = schema.ordinal(name);
        if (field < 0) {
            throw RestRequest.bad("There is no field \"" + name + "\" to sort by.");
        }
        Comparator<Row> rising = by(schema, field);
        return switch (way) {
            case "ascending", "asc" -> new RowOrder(rising);
            case "descending", "desc" -> new RowOrder(rising.reversed());
            default ->
                    throw RestRequest.bad(
                            "Rows can be sorted ascending or descending, not \"" + way + "\".");
        };
    }

    private static Comparator<Row> by(Schema schema, int field) {
        Comparator<Row> values =
                switch (schema.type(field).storage()) {
                    case INT -> Comparator.comparingInt(r -> r.block().ints(field)[r.at()]);
                    case LONG -> Comparator.comparingLong(r -> r.block().longs(field)[r.at()]);
                    case DOUBLE ->
                            Comparator.comparingDouble(r -> r.block().doubles(field)[r.at()]);
                    case BYTES -> (a, b) -> compareBytes(a, b, field);
                };
        return Comparator.<Row, Boolean>comparing(r -> !r.block().isNull(field, r.at()))
                .thenComparing(
                        (a, b) -> a.block().isNull(field, a.at()) ? 0 : values.compare(a, b));
    }

    private static int compareBytes(Row a, Row b, int field) {
        long x = a.block().spans(field)[a.at()];
        long y = b.block().spans(field)[b.at()];
        return Arrays.compareUnsigned(
                a.block().arena().bytes(),
                ByteArena.offset(x),
                ByteArena.offset(x) + ByteArena.length(x),
                b.block().arena().bytes(),
                ByteArena.offset(y),
                ByteArena.offset(y) + ByteArena.length(y));
    }

    /** The first rows in this order. */
    List<Row> sorted(List<Row> rows, long most) {
        List<Row> all = rows;
        if (order != null) {
            all = new ArrayList<>(rows);
            all.sort(order);
        }
        return all.size() > most ? all.subList(0, (int) most) : all;
    }

    /** All rows of the blocks. */
    static List<Row> rows(List<EventBlock> blocks) {
        List<Row> rows = new ArrayList<>();
        for (EventBlock b : blocks) {
            for (int k = 0; k < b.rows(); k++) {
                rows.add(new Row(b, k));
            }
        }
        return rows;
    }
}
