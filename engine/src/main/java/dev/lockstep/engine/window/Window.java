package dev.lockstep.engine.window;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.engine.event.OutputListener;
import dev.lockstep.engine.step.Step;
import dev.lockstep.engine.store.KeyOrder;
import dev.lockstep.engine.store.RowScan;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A window: takes the blocks of its inputs in a step and leaves at most one block of output. Called
 * in topological order by the engine's single thread. Between steps it holds nothing but state.
 *
 * <p>The output block belongs to the window (or is an input's block passed on) and is valid until
 * the window's next step.
 */
public abstract class Window {
    private final String name;
    private final Schema schema;
    private List<Input> inputList = List.of();

    /** What every step goes through is in arrays: where a step is a single row, a list costs. */
    private Input[] inputs = {};

    private OutputListener[] listeners = {};
    private @Nullable Splitter splitter;
    private OutputStage[] stages = {};
    private @Nullable EventBlock output;
    private boolean isOldWanted;
    private boolean isCollapsed;
    private boolean retainsByKey;
    private int place;
    private int readers;
    private int selectionReaders;
    private long eventsIn;
    private long eventsOut;

    /**
     * @param name {@code query/window}
     */
    protected Window(String name, Schema schema) {
        this.name = name;
        this.schema = schema;
    }

    public final String name() {
        return name;
    }

    public final Schema schema() {
        return schema;
    }

    /** Its place in the topological order. */
    public final int place() {
        return place;
    }

    /** Set once, when the order is known. */
    public final void place(int value) {
        place = value;
    }

    public final List<Input> inputs() {
        return inputList;
    }

    /** Whether any input has rows in this step. */
    public final boolean hasInput() {
        for (Input input : inputs) {
            if (input.source().output() != null) {
                return true;
            }
        }
        return false;
    }

    /** Adds an edge; all edges are there before {@link #prepare}. */
    public final void connect(Input input) {
        inputs = appended(inputs, input);
        inputList = List.of(inputs);
        input.source().readers++;
    }

    public final void attachSplitter(Splitter value) {
        splitter = value;
    }

    /** Adds a stage behind those that there are. */
    public final void attachStage(OutputStage stage) {
        stages = appended(stages, stage);
    }

    public final Splitter splitter() {
        Splitter s = splitter;
        if (s == null) {
            throw new IllegalStateException(name + " has no splitter");
        }
        return s;
    }

    public final void listen(OutputListener listener) {
        listeners = appended(listeners, listener);
    }

    public final void unlisten(OutputListener listener) {
        List<OutputListener> left = new ArrayList<>(List.of(listeners));
        left.remove(listener);
        listeners = left.toArray(new OutputListener[0]);
    }

    private static <T> T[] appended(T[] array, T last) {
        T[] longer = Arrays.copyOf(array, array.length + 1);
        longer[array.length] = last;
        return longer;
    }

    /** One of the windows behind this one reads {@link #selection} where there is one. */
    final void readBySelection() {
        selectionReaders++;
    }

    /** Whether nobody needs the output as a block in this step, but a selection will do. */
    protected final boolean mayLeaveSelection() {
        return selectionReaders > 0
                && selectionReaders == readers
                && listeners.length == 0
                && stages.length == 0
                && splitter == null;
    }

    /**
     * The output of this step as a choice of an input's rows, or null where it is a block. Beside a
     * selection the block has as many rows, but nothing in them.
     */
    public @Nullable Selection selection() {
        return null;
    }

    /**
     * Called once, in topological order, when all edges are known: decides what state is needed.
     */
    public abstract void prepare();

    /** What the output may hold; known after {@link #prepare}. */
    protected abstract StreamKind produces();

    /** What leaves the window, its output stage applied. */
    public final StreamKind stream() {
        StreamKind kind = produces();
        for (OutputStage s : stages) {
            kind = s.stream(kind);
        }
        return kind;
    }

    /**
     * Whether deletes only ever take the oldest row and rows never change: what a sliding retention
     * over inserts gives. Said of the window's result, not of what its output stages make of it.
     */
    protected boolean isFirstInFirstOut() {
        return false;
    }

    /** Whether what leaves the window, its output stages applied, is first in, first out. */
    public final boolean leavesFirstInFirstOut() {
        boolean isInOrder = isFirstInFirstOut();
        for (OutputStage s : stages) {
            isInOrder &= s.keepsFirstInFirstOut();
        }
        return isInOrder;
    }

    /**
     * Asks for the old rows of updates from now on; may come at any time, since a subscriber may.
     */
    public void wantOld() {
        isOldWanted = true;
    }

    protected final boolean isOldWanted() {
        return isOldWanted;
    }

    /**
     * Evaluates the step; the result is a block of the window or of an input, or null for no
     * output.
     */
    protected abstract @Nullable EventBlock evaluate(Step step);

    /** Whether the window's own result may change when time passes without input. */
    protected boolean isTimed() {
        return false;
    }

    /** Whether the window or what stands behind its result acts when time passes. */
    public final boolean actsOnTime() {
        boolean acts = isTimed();
        for (OutputStage s : stages) {
            acts |= s.isTimed();
        }
        return acts;
    }

    /** Runs the step and tells the listeners. */
    public final void run(Step step) {
        for (Input input : inputs) {
            eventsIn += input.count();
        }
        EventBlock out = evaluate(step);
        if (out != null && out.carriesOld() && !isOldWanted && !isInput(out)) {
            // some updates may have left their old rows there, for the window's own use, others not
            out.carriesOld(false);
        }
        for (OutputStage s : stages) {
            out = s.apply(out, step);
        }
        if (out == null || out.rows() == 0) {
            output = null;
            return;
        }
        assert out.claimsHold() : name + " claims what is not so";
        output = out;
        eventsOut += out.rows();
        if (splitter != null) {
            splitter.decide(out);
        }
        if (listeners.length > 0) {
            tell(out);
        }
    }

    private boolean isInput(EventBlock block) {
        for (Input input : inputs) {
            if (input.source().output() == block) {
                return true;
            }
        }
        return false;
    }

    private void tell(EventBlock out) {
        boolean carriesOld = out.carriesOld();
        out.carriesOld(carriesOld && !isCollapsed);
        for (OutputListener listener : listeners) {
            listener.onBlock(out);
        }
        out.carriesOld(carriesOld);
    }

    /**
     * Whether listeners see updates without the row that they replace; windows behind this one
     * still do.
     */
    public final void collapseForListeners(boolean value) {
        isCollapsed = value;
    }

    /** The output of the current step: null or at least one row. */
    public final @Nullable EventBlock output() {
        return output;
    }

    public final void clearOutput() {
        output = null;
    }

    public final long eventsIn() {
        return eventsIn;
    }

    protected final void countIn(int rows) {
        eventsIn += rows;
    }

    public final long eventsOut() {
        return eventsOut;
    }

    /** Events that could not be applied. */
    public abstract long badEvents();

    /** Rows retained. */
    public abstract long rows();

    /** Facts that a join keeps so that its dimension can renew them. */
    public long keptFacts() {
        return 0;
    }

    /**
     * Appends the retained rows as Inserts, in any order. Nothing where the window is stateless.
     */
    public abstract void retained(EventBlock out);

    /** The retained rows one by one if they may be more than memory holds, else null. */
    public @Nullable RowScan scanStore() {
        return null;
    }

    /** Whether {@link #snapshot} sorts by key. */
    public final void retainsByKey(boolean value) {
        retainsByKey = value;
    }

    /** Makes {@code out} the retained rows as Inserts, in the index's order. */
    public final void snapshot(EventBlock out, StringPool pool) {
        out.reset(0);
        retained(out);
        if (retainsByKey) {
            KeyOrder.sort(out, pool);
        }
    }

    /**
     * Makes {@code out} the rows as what has left says they are, otherwise as {@link #snapshot}.
     */
    public final void snapshotOfLeft(EventBlock out, StringPool pool) {
        out.reset(0);
        retained(out);
        dropHeld(out);
        appendBefore(out);
        if (retainsByKey) {
            KeyOrder.sort(out, pool);
        }
    }

    /** Drops the rows with changes that have not left yet. */
    public final void dropHeld(EventBlock rows) {
        for (OutputStage s : stages) {
            s.dropHeld(rows);
        }
    }

    /** Appends the rows that the changes which have not left yet replaced or took. */
    public final void appendBefore(EventBlock rows) {
        for (OutputStage s : stages) {
            s.appendBefore(rows);
        }
    }

    /** Marks every code that the window and its stages hold, before a sweep of the pool. */
    public final void markAllCodes(StringPool pool) {
        markCodes(pool);
        for (OutputStage s : stages) {
            s.markCodes();
        }
        if (splitter != null) {
            splitter.markCodes();
        }
    }

    /** Marks the codes that the state holds. */
    protected abstract void markCodes(StringPool pool);

    /**
     * Writes the whole state of the window, its output stage and its splitter; between steps only.
     */
    public final void save(DataOutput out) throws IOException {
        out.writeLong(eventsIn);
        out.writeLong(eventsOut);
        saveState(out);
        for (OutputStage s : stages) {
            s.save(out);
        }
        if (splitter != null) {
            splitter.save(out);
        }
    }

    /** Reads what {@link #save} wrote into a window that has stepped nothing. */
    public final void load(DataInput in) throws IOException {
        eventsIn = in.readLong();
        eventsOut = in.readLong();
        loadState(in);
        for (OutputStage s : stages) {
            s.load(in);
        }
        if (splitter != null) {
            splitter.load(in);
        }
    }

    protected abstract void saveState(DataOutput out) throws IOException;

    protected abstract void loadState(DataInput in) throws IOException;
}
