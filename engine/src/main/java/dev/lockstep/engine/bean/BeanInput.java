package dev.lockstep.engine.bean;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.engine.Engine;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Publishes Java objects into a source window:
 *
 * <pre>{@code
 * BeanInput<Trade> trades = BeanInput.into(engine, "query/trades", Trade.class);
 * trades.push(trade);
 * trades.flush();
 * }</pre>
 *
 * <p>Each field of the window is read from the property of the same name: {@code getPrice()},
 * {@code price()} as records have it, or a public field {@code price}, in that order. Numbers may
 * widen; a null leaves the field null; dates and stamps are longs in the field's own unit. An
 * object is read during the call and not kept.
 *
 * <p>Rows are gathered and stepped in blocks, {@link #ROWS_A_BLOCK} unless said otherwise; how they
 * are cut changes no result. Objects that were pushed and not yet stepped are invisible: {@link
 * #flush} before publishing to another window, and at the end. After {@code push(x); flush();} the
 * listeners have seen everything that follows from {@code x}.
 *
 * <p>To be used on the engine's thread.
 *
 * @param <T> the class of the objects, public
 */
public final class BeanInput<T> {
    /** Rows after which a block is stepped. */
    public static final int ROWS_A_BLOCK = 256;

    private final Engine engine;
    private final String window;
    private final Consumer<JournalEntry> steps;
    private final int rowsABlock;
    private final BeanWriter writer;
    private final EventBlock block;
    private long micros;

    /** Rows for which the writer has hold of the columns. */
    private int room;

    private byte[] opcodes = {};

    /** What is null in any of the rows; 0 while all are whole. */
    private long missing;

    /** Not 0 if any of the rows is something else than an Insert. */
    private int others;

    private BeanInput(
            Engine engine,
            String window,
            Class<T> type,
            Consumer<JournalEntry> steps,
            int rowsABlock) {
        this.engine = engine;
        this.window = window;
        this.steps = steps;
        this.rowsABlock = rowsABlock;
        this.writer = BeanProperties.writer(type, engine.schema(window));
        this.block = EventBlock.attached(engine.schema(window));
    }

    /**
     * @param window {@code query/window} or {@code project/query/window}
     * @throws LockstepException LS-3008 if there is no such window, LS-3015 if the class lacks a
     *     field's property or has it with another type
     */
    public static <T> BeanInput<T> into(Engine engine, String window, Class<T> type) {
        return new BeanInput<>(engine, window, type, engine::step, ROWS_A_BLOCK);
    }

    /**
     * As {@link #into(Engine, String, Class)}.
     *
     * @param steps takes each entry and steps the engine with it, for example after appending it to
     *     a journal; the entry's block is used again afterwards
     * @param rowsABlock rows after which a block is stepped, at least 1
     */
    public static <T> BeanInput<T> into(
            Engine engine,
            String window,
            Class<T> type,
            Consumer<JournalEntry> steps,
            int rowsABlock) {
        if (rowsABlock < 1) {
            throw new IllegalArgumentException("rows a block: " + rowsABlock);
        }
        return new BeanInput<>(engine, window, type, steps, rowsABlock);
    }

    /**
     * From now on entries carry this time, in microseconds since the epoch. What was pushed before
     * is flushed with the time before. Where the engine is ahead already, and without this, entries
     * carry the engine's time.
     */
    public void at(long timeMicros) {
        if (timeMicros != micros) {
            flush();
            micros = timeMicros;
        }
    }

    /** Publishes an Insert. */
    public void push(T bean) {
        push(Opcode.INSERT, bean);
    }

    /**
     * @param opcode of {@link Opcode}
     */
    public void push(byte opcode, T bean) {
        int row = block.rows();
        if (row >= room) {
            grow(row);
        }
        // where a getter fails the row is not counted: half an event must not be seen
        missing |= writer.write(bean, row);
        others |= opcode ^ Opcode.INSERT;
        opcodes[row] = opcode;
        block.rows(row + 1);
        if (row == 0) {
            // until it is stepped only this block has the values of its events
            engine.hold(block);
        }
        if (row + 1 >= rowsABlock) {
            step();
        }
    }

    /** Flags and causes are written here, once: whoever gets the block only reads it. */
    private void grow(int rows) {
        block.ensureCapacity(rows + 1);
        int capacity = block.capacity();
        opcodes = block.opcodes();
        int[] causes = block.causes();
        for (int r = rows; r < capacity; r++) {
            causes[r] = r;
        }
        Arrays.fill(block.flags(), rows, capacity, EventFlags.NORMAL);
        writer.bind(block, engine.pool());
        room = capacity;
    }

    /** Steps what was pushed and not yet stepped. */
    public void flush() {
        if (block.rows() > 0) {
            step();
        }
    }

    private void step() {
        block.claim(
                EventBlock.NUMBERED
                        | (others == 0 ? EventBlock.PLAIN : 0)
                        | (missing == 0 ? EventBlock.WHOLE : 0));
        missing = 0;
        others = 0;
        try {
            long time = Math.max(micros, engine.timeMicros());
            steps.accept(new JournalEntry.Block(time, window, block));
        } finally {
            block.reset(0);
            engine.release(block);
        }
    }
}
