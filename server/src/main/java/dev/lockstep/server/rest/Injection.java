package dev.lockstep.server.rest;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.connector.BadRow;
import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.model.project.WindowKind;
import dev.lockstep.model.project.WindowSpec;
import dev.lockstep.wire.bytes.ByteInput;
import dev.lockstep.wire.codec.EventDecoder;
import dev.lockstep.wire.codec.RowTarget;
import dev.lockstep.wire.csv.CsvDecoder;
import dev.lockstep.wire.csv.CsvInputOptions;
import dev.lockstep.wire.document.DocumentOptions;
import dev.lockstep.wire.document.JsonDecoder;
import dev.lockstep.wire.document.XmlDecoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events of a document in the form that it shows by its first character: XML, JSON, else CSV with
 * opcodes and flags. All of them are read before any is published, so that a document that is wrong
 * somewhere changes nothing.
 */
final class Injection implements RowTarget {
    private final WindowSpec window;
    private final String document;
    private final int blockSize;
    private final @Nullable String dateFormat;
    private final List<EventBlock> blocks = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private EventBlock block;

    /**
     * @param document what problems show as their place
     */
    Injection(WindowSpec window, String document, int blockSize, @Nullable String dateFormat) {
        this.window = window;
        this.document = document;
        this.blockSize = blockSize;
        this.dateFormat = dateFormat;
        this.block = EventBlock.detached(window.schema());
    }

    /**
     * @throws LockstepException with the rows that cannot be read
     */
    List<EventBlock> read(byte[] bytes) throws InterruptedException {
        try {
            decoder(bytes).decode(ByteInput.of(new ByteArrayInputStream(bytes)), this);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        if (!problems.isEmpty()) {
            throw new LockstepException(problems);
        }
        next();
        return blocks;
    }

    private EventDecoder decoder(byte[] bytes) {
        Schema schema = window.schema();
        DocumentOptions options = new DocumentOptions(document, dateFormat, 6, false);
        return switch (first(bytes)) {
            case '<' -> new XmlDecoder(schema, options);
            case '[', '{' -> new JsonDecoder(schema, options);
            default -> new CsvDecoder(schema, csv());
        };
    }

    private CsvInputOptions csv() {
        CsvInputOptions options = new CsvInputOptions().document(document).dateFormat(dateFormat);
        boolean isAutogen = window.kind() instanceof WindowKind.Source s && s.isAutogenKey();
        return isAutogen ? options.absentField(window.schema().key(0)) : options;
    }

    /** The first byte that is no blank and no byte order mark. */
    private static int first(byte[] bytes) {
        int k = bytes.length > 2 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB ? 3 : 0;
        while (k < bytes.length && bytes[k] >= 0 && bytes[k] <= ' ') {
            k++;
        }
        return k < bytes.length ? bytes[k] : -1;
    }

    private void next() {
        if (block.rows() > 0) {
            blocks.add(block);
            block = EventBlock.detached(window.schema());
        }
    }

    @Override
    public EventBlock block() {
        return block;
    }

    @Override
    public boolean rowEnded() {
        if (block.rows() >= blockSize) {
            next();
        }
        return true;
    }

    @Override
    public boolean badRow(BadRow row) {
        problems.add(
                Problem.error(
                        row.code(),
                        Location.UNKNOWN,
                        "Row at " + row.place() + " cannot be read: " + row.reason() + "."));
        return problems.size() < RestLimits.BAD_ROWS.defaultValue();
    }

    @Override
    public boolean idle() {
        return true;
    }
}
