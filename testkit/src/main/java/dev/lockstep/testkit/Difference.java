package dev.lockstep.testkit;

import dev.lockstep.api.journal.JournalEntry;
import java.util.List;

/**
 * Where two runs part for the first time.
 *
 * @param model the project's XML
 * @param entry number of the entry in the input, or -1 for something found after the last one
 * @param entryText what the entry holds
 * @param window {@code query/window}
 * @param what which observation differs: output, retained rows or bad events
 */
public record Difference(
        String model,
        int entry,
        String entryText,
        String window,
        String what,
        String expected,
        String actual) {

    /** The entry as text: its kind, its time and the rows of a block. */
    static String describe(JournalEntry entry) {
        if (entry instanceof JournalEntry.Block b) {
            StringBuilder s =
                    new StringBuilder(b.block().isTransactional() ? "transaction " : "block ");
            s.append(b.source()).append(" at ").append(b.timeMicros());
            for (int r = 0; r < b.block().rows(); r++) {
                OutputEvent row =
                        new OutputEvent(
                                b.block().opcodes()[r],
                                b.block().flags()[r],
                                b.block().causes()[r],
                                Rows.read(b.block(), r, null),
                                null);
                s.append("\n    ").append(row);
            }
            return s.toString();
        }
        return entry.getClass().getSimpleName() + " at " + entry.timeMicros();
    }

    static String lines(List<?> values) {
        StringBuilder s = new StringBuilder();
        for (Object v : values) {
            s.append("\n    ").append(v);
        }
        return s.isEmpty() ? " nothing" : s.toString();
    }

    @Override
    public String toString() {
        return "Entry "
                + entry
                + " ("
                + entryText
                + ")\n"
                + what
                + " of "
                + window
                + "\n  expected:"
                + expected
                + "\n  actual:"
                + actual
                + "\nModel:\n"
                + model;
    }
}
