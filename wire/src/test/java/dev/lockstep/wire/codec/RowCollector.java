package dev.lockstep.wire.codec;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.connector.BadRow;
import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A target that keeps every row in one block, and helpers to make schemas. */
public final class RowCollector implements RowTarget {
    private final EventBlock block;
    private final List<BadRow> bad = new ArrayList<>();
    private final List<Integer> idleAt = new ArrayList<>();
    private int rowsMax = Integer.MAX_VALUE;

    public RowCollector(Schema schema) {
        block = EventBlock.detached(schema);
    }

    /** {@code id*:int64,name:string}. */
    public static Schema schema(String text) {
        List<Field> fields = new ArrayList<>();
        for (String part : text.split(",")) {
            String[] words = part.split(":");
            boolean isKey = words[0].endsWith("*");
            String name = isKey ? words[0].substring(0, words[0].length() - 1) : words[0];
            fields.add(new Field(name, Objects.requireNonNull(FieldType.parse(words[1])), isKey));
        }
        return new Schema(fields);
    }

    public RowCollector rowsMax(int count) {
        rowsMax = count;
        return this;
    }

    @Override
    public EventBlock block() {
        return block;
    }

    @Override
    public boolean rowEnded() {
        return block.rows() < rowsMax;
    }

    @Override
    public boolean badRow(BadRow row) {
        bad.add(row);
        return true;
    }

    @Override
    public boolean idle() {
        idleAt.add(block.rows());
        return true;
    }

    public List<BadRow> bad() {
        return bad;
    }

    /** How many rows there were each time that no bytes waited. */
    public List<Integer> idleAt() {
        return idleAt;
    }
}
