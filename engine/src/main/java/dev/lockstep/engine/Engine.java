package dev.lockstep.engine;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.api.function.UserAggregate;
import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.api.state.Scratch;
import dev.lockstep.engine.digest.RowDigest;
import dev.lockstep.engine.event.EngineError;
import dev.lockstep.engine.event.OutputListener;
import dev.lockstep.engine.graph.Graph;
import dev.lockstep.engine.graph.GraphBuilder;
import dev.lockstep.engine.snapshot.SnapshotError;
import dev.lockstep.engine.step.Step;
import dev.lockstep.engine.store.RowScan;
import dev.lockstep.engine.window.Blocks;
import dev.lockstep.engine.window.Resources;
import dev.lockstep.engine.window.RetainedRows;
import dev.lockstep.engine.window.Window;
import dev.lockstep.engine.window.aggregate.function.UserFunctions;
import dev.lockstep.engine.window.source.SourceWindow;
import dev.lockstep.expression.runtime.EvaluationContext;
import dev.lockstep.model.project.ProjectSpec;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One project's continuous queries as a pure function of its journal: {@link #step} takes an entry,
 * evaluates the whole graph in topological order and hands each window's output to the listeners.
 * No clock, no thread, no randomness, no I/O; one thread at a time.
 */
public final class Engine {
    private final ProjectSpec project;
    private final EvaluationContext evaluation;
    private final StringPool pool;
    private final Step step;
    private final Graph graph;
    private long lastMicros = Long.MIN_VALUE;

    /** Blocks under construction, see {@link #hold}. */
    private @Nullable EventBlock[] held = new @Nullable EventBlock[4];

    private int heldCount;

    /** The name and the source of the last block: most journals have long runs of one source. */
    @Scratch private String lastName = "";

    @Scratch private @Nullable SourceWindow lastSource;

    private Engine(ProjectSpec project, EvaluationContext evaluation, Step step, Graph graph) {
        this.project = project;
        this.evaluation = evaluation;
        this.pool = evaluation.pool();
        this.step = step;
        this.graph = graph;
    }

    /**
     * @throws LockstepException with every problem of the project's expressions and windows
     */
    public static Engine open(ProjectSpec project, EngineOptions options) {
        EvaluationContext evaluation = new EvaluationContext(new StringPool());
        evaluation.printer(options.printer());
        Step step = new Step();
        List<Problem> problems = new ArrayList<>();
        Graph graph =
                new GraphBuilder(
                                project,
                                evaluation,
                                step,
                                options.badEvents(),
                                options.resources(),
                                new UserFunctions(options.aggregates()),
                                problems)
                        .build();
        if (graph == null || problems.stream().anyMatch(Problem::isError)) {
            throw new LockstepException(problems.stream().filter(Problem::isError).toList());
        }
        return new Engine(project, evaluation, step, graph);
    }

    /** {@link #check(ProjectSpec, List)} without functions of the user. */
    public static List<Problem> check(ProjectSpec project) {
        return check(project, List.of());
    }

    /** What {@link #open} would refuse, all of it; warnings too. Empty if nothing. */
    public static List<Problem> check(ProjectSpec project, List<UserAggregate> aggregates) {
        List<Problem> problems = new ArrayList<>();
        new GraphBuilder(
                        project,
                        new EvaluationContext(new StringPool()),
                        new Step(),
                        event -> {},
                        Resources.standard(),
                        new UserFunctions(aggregates),
                        problems)
                .build();
        return problems;
    }

    public ProjectSpec project() {
        return project;
    }

    /**
     * The project's dictionary, for builders of attached blocks and readers of output. A step may
     * forget values that neither a window nor its own block nor one that is {@link #hold held} has.
     */
    public StringPool pool() {
        return pool;
    }

    /**
     * Keeps the values of an attached block in the dictionary, whatever is stepped before it, until
     * {@link #release}.
     */
    public void hold(EventBlock block) {
        if (placeOf(block) >= 0) {
            return;
        }
        if (heldCount == held.length) {
            held = Arrays.copyOf(held, 2 * heldCount);
        }
        held[heldCount++] = block;
    }

    /** Ends what {@link #hold} began; nothing if it did not. */
    public void release(EventBlock block) {
        int k = placeOf(block);
        if (k >= 0) {
            heldCount--;
            held[k] = held[heldCount];
            held[heldCount] = null;
        }
    }

    private int placeOf(EventBlock block) {
        int k = heldCount - 1;
        while (k >= 0 && held[k] != block) {
            k--;
        }
        return k;
    }

    /** The place of the last entry stepped, -1 before the first. */
    public long position() {
        return step.position();
    }

    /** The time of the last entry stepped, {@link Long#MIN_VALUE} before the first. */
    public long timeMicros() {
        return lastMicros;
    }

    /** The windows in topological order, as {@code query/window}. */
    public List<String> windows() {
        return graph.windows().stream().map(Window::name).toList();
    }

    /**
     * The place among {@link #windows} of the one at work at this moment, -1 for none. By any
     * thread, and a moment old: who looks often enough learns where the time goes.
     */
    public int running() {
        return graph.running();
    }

    /**
     * @param window {@code query/window} or {@code project/query/window}
     */
    public Schema schema(String window) {
        return window(window).schema();
    }

    /**
     * Writes the whole state, so that an engine {@link #restore}d from it goes on as this one
     * would. Between two steps only. The stream is flushed and left open.
     *
     * @throws LockstepException if the stream takes no more
     */
    public void save(OutputStream target) {
        new EngineState(project, evaluation, step, graph).save(target);
    }

    /**
     * Becomes what {@link #save} wrote of an engine of the same project; listeners stay. Codes of
     * the {@link #pool} handed out before lose their meaning.
     *
     * @throws LockstepException for a snapshot that is damaged or not of this project, or if this
     *     engine has already stepped an entry; it is of no use after that
     */
    public void restore(InputStream source) {
        if (step.position() >= 0) {
            throw new LockstepException(
                    SnapshotError.ENGINE_IN_USE, "The engine has stepped entries already.");
        }
        new EngineState(project, evaluation, step, graph).load(source);
        lastMicros = step.timeMicros();
    }

    /**
     * Which windows would start empty if the state of another version of the project were restored,
     * and why; in topological order. All others would keep theirs.
     *
     * @param changed windows of this version that are new or defined otherwise, each with a reason
     */
    public SequencedMap<String, String> startingEmpty(Map<String, String> changed) {
        return new EmptyWindows(graph, changed).reasons();
    }

    /**
     * As {@link #restore(InputStream)}, of another version of the project.
     *
     * @param empty the windows of {@link #startingEmpty}, whose state is passed over; the caller
     *     has seen to it that all others are defined as they were
     */
    public void restore(InputStream source, Set<String> empty) {
        if (step.position() >= 0) {
            throw new LockstepException(
                    SnapshotError.ENGINE_IN_USE, "The engine has stepped entries already.");
        }
        new EngineState(project, evaluation, step, graph).loadPart(source, empty);
        lastMicros = step.timeMicros();
        long position = step.position();
        if (position >= 0) {
            // windows that count time from the project's start count it from here
            step.next(Step.Kind.START, lastMicros);
            graph.run(step, w -> empty.contains(w.name()));
            step.restore(lastMicros, position);
        }
    }

    /**
     * Evaluates the next entry of the journal. An entry that is refused has changed nothing.
     *
     * @throws LockstepException if time goes back or there is no such source window
     */
    public void step(JournalEntry entry) {
        if (entry instanceof JournalEntry.Block block) {
            SourceWindow source = source(block.source());
            next(Step.Kind.BLOCK, block.timeMicros(), block.block());
            source.arrive(block.block());
            graph.runFrom(source, step);
            return;
        }
        next(kindOf(entry), entry.timeMicros(), null);
        if (entry instanceof JournalEntry.Start start) {
            evaluation.randomState(start.seed());
        }
        graph.runAll(step);
    }

    private static Step.Kind kindOf(JournalEntry entry) {
        return switch (entry) {
            case JournalEntry.Block ignored -> Step.Kind.BLOCK;
            case JournalEntry.Heartbeat ignored -> Step.Kind.HEARTBEAT;
            case JournalEntry.Start ignored -> Step.Kind.START;
            case JournalEntry.End ignored -> Step.Kind.END;
        };
    }

    /** Goes on to an entry of that time, which may bring a block. */
    private void next(Step.Kind kind, long micros, @Nullable EventBlock arriving) {
        if (micros < lastMicros) {
            throw new LockstepException(
                    EngineError.TIME_GOES_BACK,
                    "Entry time " + micros + " is before " + lastMicros + ".");
        }
        lastMicros = micros;
        evaluation.entryMicros(micros);
        if (pool.wantsSweep()) {
            sweep(arriving);
        }
        step.next(kind, micros);
    }

    /**
     * @param arriving what is about to be stepped: no window has it yet
     */
    private void sweep(@Nullable EventBlock arriving) {
        pool.beginMark();
        if (arriving != null && arriving.isAttached()) {
            Blocks.markCodes(arriving, pool);
        }
        for (EventBlock block : held) {
            if (block != null) {
                Blocks.markCodes(block, pool);
            }
        }
        for (Window w : graph.windows()) {
            w.markAllCodes(pool);
        }
        pool.sweep();
    }

    private SourceWindow source(String name) {
        SourceWindow last = lastSource;
        if (last != null && name.equals(lastName)) {
            return last;
        }
        Window w = window(name);
        if (w instanceof SourceWindow s) {
            lastName = name;
            lastSource = s;
            return s;
        }
        throw new LockstepException(
                EngineError.NOT_A_SOURCE, "Window " + name + " is not a source window.");
    }

    private Window window(String name) {
        Window w = find(name);
        if (w == null) {
            throw new LockstepException(
                    EngineError.UNKNOWN_WINDOW, "There is no window " + name + ".");
        }
        return w;
    }

    private @Nullable Window find(String name) {
        Window w = graph.find(name);
        String prefix = project.name() + "/";
        return w == null && name.startsWith(prefix)
                ? graph.find(name.substring(prefix.length()))
                : w;
    }

    public boolean hasWindow(String name) {
        return find(name) != null;
    }

    /**
     * Adds a listener to a window's output.
     *
     * @param wantsOld whether updates should carry the row that they replace
     */
    public void subscribe(String window, OutputListener listener, boolean wantsOld) {
        Window w = window(window);
        if (wantsOld) {
            w.wantOld();
        }
        w.listen(listener);
    }

    public void unsubscribe(String window, OutputListener listener) {
        window(window).unlisten(listener);
    }

    /** The rows that the window retains, as Inserts in a new attached block. */
    public EventBlock retained(String window) {
        Window w = window(window);
        EventBlock rows = EventBlock.attached(w.schema());
        w.snapshot(rows, pool);
        return rows;
    }

    /**
     * Hands the rows that the window retains to {@code target}, as Inserts in blocks that are valid
     * until it returns: many where the rows are in a store, so that memory need not hold them all.
     * Between two steps only, like {@link #retained(String)}.
     */
    public void retained(String window, OutputListener target) {
        Window w = window(window);
        try (RowScan scan = w.scanStore()) {
            if (scan == null) {
                target.onBlock(retained(window));
                return;
            }
            EventBlock rows = EventBlock.attached(w.schema());
            while (RetainedRows.fill(rows, scan)) {
                target.onBlock(rows);
                if (pool.wantsSweep()) {
                    sweep(null);
                }
            }
        }
    }

    /**
     * What a subscriber is shown first: as {@link #retained(String, OutputListener)}, but without
     * the changes that a pulse still holds back, since these are yet to come.
     */
    public void snapshot(String window, OutputListener target) {
        Window w = window(window);
        EventBlock rows = EventBlock.attached(w.schema());
        try (RowScan scan = w.scanStore()) {
            if (scan == null) {
                w.snapshotOfLeft(rows, pool);
                target.onBlock(rows);
                return;
            }
            while (RetainedRows.fill(rows, scan)) {
                w.dropHeld(rows);
                target.onBlock(rows);
                if (pool.wantsSweep()) {
                    sweep(null);
                }
            }
        }
        rows.reset(0);
        w.appendBefore(rows);
        target.onBlock(rows);
    }

    /** A digest of what the window retains, equal wherever the same entries were stepped. */
    public long stateDigest(String window) {
        long[] sum = new long[1];
        retained(window, rows -> sum[0] += RowDigest.ofSet(rows, pool));
        return sum[0];
    }

    public WindowStats stats(String window) {
        Window w = window(window);
        return new WindowStats(
                w.name(), w.eventsIn(), w.eventsOut(), w.rows(), w.badEvents(), w.keptFacts());
    }
}
