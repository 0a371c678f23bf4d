package dev.lockstep.server.rest;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.engine.Engine;
import dev.lockstep.engine.EngineOptions;
import dev.lockstep.engine.event.BadEvent;
import dev.lockstep.model.reading.ProjectReader;
import dev.lockstep.model.reading.ReadOptions;
import dev.lockstep.server.error.ServerError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Chooses rows by an expression of the functional language: those for which it is true. It is the
 * condition of a functional window in a small project of its own, so that it means here what it
 * means in a model. One thread.
 */
final class EventFilter {
    private static final String SOURCE = "q/in";
    private final Engine engine;
    private final List<RowOrder.Row> chosen = new ArrayList<>();
    private final List<BadEvent> bad = new ArrayList<>();
    private long micros;

    /** Whose rows are being looked at. */
    private EventBlock current;

    /**
     * @throws LockstepException if the expression is none, or names no field of the schema
     */
    EventFilter(Schema schema, String expression) {
        if (expression.length() > RestLimits.FILTER_CHARS.defaultValue()) {
            throw new LockstepException(
                    ServerError.REQUEST_TOO_LARGE,
                    "The filter is longer than "
                            + RestLimits.FILTER_CHARS.name()
                            + " = "
                            + RestLimits.FILTER_CHARS.defaultValue()
                            + " characters.");
        }
        current = EventBlock.detached(schema);
        engine =
                Engine.open(
                        ProjectReader.read(
                                        model(schema, expression).getBytes(StandardCharsets.UTF_8),
                                        "filter",
                                        name -> null,
                                        new ReadOptions(List.of(), true))
                                .orThrow(),
                        new EngineOptions(bad::add, text -> {}));
        engine.subscribe("q/out", this::take, false);
        engine.step(new JournalEntry.Start(0, 1, "", ""));
    }

    private static String model(Schema schema, String expression) {
        StringBuilder fields = new StringBuilder("<schema><fields>");
        for (Field f : schema.fields()) {
            fields.append("<field name=\"");
            XmlForm.escape(f.name(), true, fields);
            fields.append("\" type=\"").append(f.type().text());
            fields.append(f.isKey() ? "\" key=\"true\"/>" : "\"/>");
        }
        fields.append("</fields></schema>");
        StringBuilder condition = new StringBuilder();
        XmlForm.escape(expression, false, condition);
        return "<project name=\"filter\"><contqueries><contquery name=\"q\"><windows>"
                + "<window-source name=\"in\" insert-only=\"true\" index=\"pi_EMPTY\">"
                + fields
                + "</window-source><window-functional name=\"out\" index=\"pi_EMPTY\">"
                + fields
                + "<generate>"
                + condition
                + "</generate></window-functional></windows>"
                + "<edges><edge source=\"in\" target=\"out\"/></edges>"
                + "</contquery></contqueries></project>";
    }

    private void take(EventBlock passed) {
        for (int k = 0; k < passed.rows(); k++) {
            chosen.add(new RowOrder.Row(current, passed.causes()[k]));
        }
    }

    /** What leaves is known by the cause, so each row needs its own. */
    private static void number(EventBlock block) {
        for (int k = 0; k < block.rows(); k++) {
            block.causes()[k] = k;
        }
        block.claim(EventBlock.NUMBERED);
    }

    /**
     * The rows for which the expression is true.
     *
     * @param blocks detached blocks of Inserts
     */
    List<RowOrder.Row> choose(List<EventBlock> blocks) {
        for (EventBlock block : blocks) {
            current = block;
            number(block);
            engine.step(new JournalEntry.Block(micros++, SOURCE, block));
            if (!bad.isEmpty()) {
                throw RestRequest.bad(
                        "The filter cannot be evaluated for a row: " + bad.get(0).reason() + ".");
            }
        }
        return chosen;
    }
}
