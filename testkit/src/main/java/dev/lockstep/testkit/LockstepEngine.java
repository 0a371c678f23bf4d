package dev.lockstep.testkit;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.engine.Engine;
import dev.lockstep.engine.EngineOptions;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.project.QuerySpec;
import dev.lockstep.model.project.WindowSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The real engine as the kit drives it. */
public final class LockstepEngine implements EngineUnderTest {
    /** Opens real engines with old rows turned on for every window. */
    public static final Factory FACTORY = factory(true, false);

    /** Opens real engines that nobody asks for old rows, as without subscribers. */
    public static final Factory UNASKED = factory(false, false);

    /** The same, and nobody listens to a window that another one reads. */
    public static final Factory ENDS = factory(false, true);

    private static Factory factory(boolean wantsOld, boolean isEndsOnly) {
        return new Factory() {
            @Override
            public EngineUnderTest open(ProjectSpec project) {
                return opened(project);
            }

            @Override
            public EngineUnderTest restore(ProjectSpec project, byte[] snapshot) {
                LockstepEngine opened = opened(project);
                opened.restore(snapshot);
                return opened;
            }

            private LockstepEngine opened(ProjectSpec project) {
                Engine engine = Engine.open(project, EngineOptions.quiet());
                List<String> windows = isEndsOnly ? ends(project) : engine.windows();
                return new LockstepEngine(engine, windows, wantsOld, () -> {});
            }
        };
    }

    /** The windows, as {@code query/window}, that no other window reads. */
    public static List<String> ends(ProjectSpec project) {
        List<String> ends = new ArrayList<>();
        for (QuerySpec q : project.queries()) {
            for (WindowSpec w : q.windows()) {
                if (q.edges().stream().noneMatch(e -> e.source().equals(w.name()))) {
                    ends.add(q.name() + "/" + w.name());
                }
            }
        }
        return ends;
    }

    /**
     * Opens real engines whose dictionary is swept before every step, so that a string that a
     * window holds without saying so is lost at once rather than after 65536 others.
     */
    public static final Factory SWEEPING =
            new Factory() {
                @Override
                public EngineUnderTest open(ProjectSpec project) {
                    LockstepEngine opened =
                            LockstepEngine.open(project, EngineOptions.quiet(), () -> {});
                    opened.isSweeping = true;
                    return opened;
                }

                @Override
                public EngineUnderTest restore(ProjectSpec project, byte[] snapshot) {
                    LockstepEngine opened =
                            LockstepEngine.open(project, EngineOptions.quiet(), () -> {});
                    opened.restore(snapshot);
                    opened.isSweeping = true;
                    return opened;
                }
            };

    private static final byte[] RUBBISH = "rubbish".getBytes(StandardCharsets.UTF_8);

    private final Engine engine;
    private final Runnable atClose;
    private boolean isSweeping;
    private Map<String, List<OutputEvent>> outputs = new LinkedHashMap<>();

    private LockstepEngine(
            Engine engine, List<String> windows, boolean wantsOld, Runnable atClose) {
        this.engine = engine;
        this.atClose = atClose;
        for (String window : windows) {
            engine.subscribe(window, block -> collect(window, block), wantsOld);
        }
    }

    /**
     * @param atClose gives back what the options hold outside the heap
     */
    public static LockstepEngine open(
            ProjectSpec project, EngineOptions options, Runnable atClose) {
        Engine engine = Engine.open(project, options);
        return new LockstepEngine(engine, engine.windows(), true, atClose);
    }

    /** Goes on from a snapshot; only before the first step. */
    public void restore(byte[] snapshot) {
        engine.restore(new ByteArrayInputStream(snapshot));
    }

    private void collect(String window, EventBlock block) {
        List<OutputEvent> events = outputs.computeIfAbsent(window, w -> new ArrayList<>());
        for (int i = 0; i < block.rows(); i++) {
            boolean isUpdate = block.hasOld(i);
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
        // the engine sweeps before a step for which its dictionary has grown enough
        while (isSweeping && !engine.pool().wantsSweep()) {
            engine.pool().append(RUBBISH, 0, RUBBISH.length);
        }
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
        long counted = engine.stats(window).rows();
        if (counted != all.size()) {
            throw new IllegalStateException(
                    window + " counts " + counted + " rows and retains " + all.size());
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
        atClose.run();
    }
}
