package dev.lockstep.testkit;

import dev.lockstep.api.block.BlockBuilder;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.project.WindowSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes journals for tests. Rows are text: an opcode letter, {@code /P} for a partial update, a
 * blank, the values with commas between them; an empty value is missing ({@code U/P 7,,3.5}),
 * {@code ''} is empty text, {@code [1;;2]} an array.
 */
public final class JournalBuilder {
    private static final long SECOND = 1_000_000;

    private final ProjectSpec project;
    private final List<JournalEntry> entries = new ArrayList<>();
    private long micros;

    /** A journal that starts at time 0 with seed 1. */
    public JournalBuilder(ProjectSpec project) {
        this.project = project;
        entries.add(new JournalEntry.Start(0, 1, "", ""));
    }

    /** The following entries carry this time. */
    public JournalBuilder at(long seconds) {
        micros = seconds * SECOND;
        return this;
    }

    /** Time passes until then, with one heartbeat. */
    public JournalBuilder heartbeat(long seconds) {
        at(seconds);
        entries.add(new JournalEntry.Heartbeat(micros));
        return this;
    }

    /** One normal block for source {@code q/source}. */
    public JournalBuilder send(String source, String... rows) {
        return block(source, false, rows);
    }

    /** One transactional block. */
    public JournalBuilder transaction(String source, String... rows) {
        return block(source, true, rows);
    }

    private JournalBuilder block(String source, boolean isTransactional, String... rows) {
        EventBlock block = EventBlock.detached(schemaOf(source));
        block.transactional(isTransactional);
        BlockBuilder builder = new BlockBuilder(block, null);
        for (String row : rows) {
            append(builder, row);
        }
        entries.add(new JournalEntry.Block(micros, "q/" + source, block));
        return this;
    }

    private Schema schemaOf(String source) {
        return project.queries().get(0).windows().stream()
                .filter(w -> w.name().equals(source))
                .map(WindowSpec::schema)
                .findFirst()
                .orElseThrow();
    }

    private static void append(BlockBuilder to, String text) {
        int blank = text.indexOf(' ');
        String head = text.substring(0, blank);
        String[] parts = text.substring(blank + 1).split(",", -1);
        Schema schema = to.block().schema();
        @Nullable Object[] values = new @Nullable Object[schema.size()];
        for (int f = 0; f < parts.length; f++) {
            values[f] = value(schema.type(f), parts[f]);
        }
        byte flags = head.endsWith("/P") ? EventFlags.PARTIAL : EventFlags.NORMAL;
        Rows.write(to, opcode(head.charAt(0)), flags, Rows.of(values));
    }

    private static @Nullable Object value(FieldType type, String text) {
        if (text.isEmpty()) {
            return null;
        }
        return switch (type.storage()) {
            case INT, LONG -> Long.valueOf(text);
            case DOUBLE -> Double.valueOf(text);
            case BYTES ->
                    type.isArray() ? ArrayText.parse(text, type) : text.equals("''") ? "" : text;
        };
    }

    private static byte opcode(char letter) {
        for (byte o = Opcode.INSERT; o <= Opcode.SAFE_DELETE; o++) {
            if (Opcode.letter(o) == letter) {
                return o;
            }
        }
        throw new IllegalArgumentException("opcode " + letter);
    }

    /** The entries, closed by an end. */
    public List<JournalEntry> build() {
        List<JournalEntry> all = new ArrayList<>(entries);
        all.add(new JournalEntry.End(micros));
        return all;
    }
}
