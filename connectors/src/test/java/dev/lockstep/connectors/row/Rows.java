package dev.lockstep.connectors.row;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.connector.BadRow;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.wire.bytes.ByteSink;
import dev.lockstep.wire.codec.RowTarget;
import dev.lockstep.wire.csv.CsvEncoder;
import dev.lockstep.wire.csv.CsvOutputOptions;
import java.util.ArrayList;
import java.util.List;

/** Keeps rows in one block, for targets of the fuzzer. */
public final class Rows implements RowTarget {
    private final EventBlock block;
    private final List<BadRow> bad = new ArrayList<>();

    public Rows(Schema schema) {
        block = EventBlock.detached(schema);
    }

    @Override
    public EventBlock block() {
        return block;
    }

    @Override
    public boolean rowEnded() {
        return true;
    }

    @Override
    public boolean badRow(BadRow row) {
        return bad.add(row);
    }

    @Override
    public boolean idle() {
        return true;
    }

    public List<BadRow> bad() {
        return bad;
    }

    /** The rows as CSV with every digit; what is no UTF-8 is replaced, as codecs do. */
    public static String text(EventBlock block) {
        ByteSink sink = new ByteSink(64);
        new CsvEncoder(block.schema(), new CsvOutputOptions().decimals(17)).encode(block, sink);
        return sink.text();
    }
}
