package dev.lockstep.testkit;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.engine.Engine;
import dev.lockstep.engine.EngineOptions;
import dev.lockstep.model.project.ProjectSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The real engine as the kit drives it, old rows turned on for every window. */
public final class LockstepEngine implements EngineUnderTest {
    /** Opens real engines. */
    public static final Factory FACTORY =
            new Factory() {
                @Override
                public EngineUnderTest open(ProjectSpec project) {
                    return new LockstepEngine(project);
                }

                @Override
                public EngineUnderTest restore(ProjectSpec project, byte[] snapshot) {
                    LockstepEngine opened = new LockstepEngine(project);
                    opened.engine.restore(new ByteArrayInputStream(snapshot));
                    return opened;
                }
            };

    private final Engine engine;
    private Map<String, List<OutputEvent>> outputs = new LinkedHashMap<>();

    private LockstepEngine(ProjectSpec project) {
        engine = Engine.open(project, EngineOptions.quiet());
        for (String window : engine.windows()) {
            engine.subscribe(window, block -> collect(window, block), true);
        }
    }

    private void collect(String window, EventBlock block) {
        List<OutputEvent> events = outputs.computeIfAbsent(window, w -> new ArrayList<>());
        for (int i = 0; i < block.rows(); i++) {
            boolean isUpdate = block.opcodes()[i] == Opcode.UPDATE && block.carriesOld();
            events.add(
                    new OutputEvent(
                            block.opcodes()[i],
                            block.flags()[i],
                            block.causes()[i],
                            Rows.read(block, i, engine.pool()),
                            isUpdate ? Rows.read(block.old(), i, engine.pool()) : null));
        }
    }

    @Override
    public Map<String, List<OutputEvent>> step(JournalEntry entry) {
        outputs = new LinkedHashMap<>();
        engine.step(entry);
        return outputs;
    }

    @Override
    public List<List<@Nullable Object>> retained(String window) {
        EventBlock rows = engine.retained(window);
        List<List<@Nullable Object>> all = new ArrayList<>();
        for (int i = 0; i < rows.rows(); i++) {
            all.add(Rows.read(rows, i, engine.pool()));
        }
        return all;
    }

    @Override
    public long badEvents(String window) {
        return engine.stats(window).badEvents();
    }

    @Override
    public byte[] snapshot() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        engine.save(out);
        return out.toByteArray();
    }

    @Override
    public void close() {
        // nothing is held outside the heap
    }
}
