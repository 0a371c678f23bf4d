package dev.lockstep.testkit;

import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.model.project.ProjectSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One running project, as the kit drives it. An adapter turns blocks into {@link OutputEvent}s by
 * {@link Rows#read}. Windows are named {@code query/window}. Single-threaded.
 */
public interface EngineUnderTest extends AutoCloseable {
    /** Starts engines; the kit opens many. */
    interface Factory {
        EngineUnderTest open(ProjectSpec project);

        /**
         * An engine that goes on from a snapshot of an engine of the same project; throws {@link
         * UnsupportedOperationException} where {@link EngineUnderTest#snapshot} gives null.
         */
        EngineUnderTest restore(ProjectSpec project, byte[] snapshot);
    }

    /**
     * Takes the next entry; returns what left each window, windows without output may be absent.
     */
    Map<String, List<OutputEvent>> step(JournalEntry entry);

    /** The rows that the window retains, in any order; empty for a stateless window. */
    List<List<@Nullable Object>> retained(String window);

    /** Events that the window could not apply, so far. */
    long badEvents(String window);

    /** The whole state between two steps, or null where the engine keeps none. */
    byte @Nullable [] snapshot();

    @Override
    void close();
}
