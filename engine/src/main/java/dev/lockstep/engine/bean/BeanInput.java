package dev.lockstep.engine.bean;

import dev.lockstep.api.block.BlockBuilder;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.engine.Engine;
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
    private final BlockBuilder rows;
    private long micros;

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
        this.rows = new BlockBuilder(block, engine.pool());
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
        int before = block.rows();
        if (before == 0) {
            // until it is stepped only this block has the values of its events
            engine.hold(block);
        }
        rows.row(opcode);
        try {
            writer.write(bean, rows);
        } catch (RuntimeException e) {
            // a getter failed: half an event must not be seen
            block.rows(before);
            throw e;
        }
        if (block.rows() >= rowsABlock) {
            flush();
        }
    }

    /** Steps what was pushed and not yet stepped. */
    public void flush() {
        if (block.rows() == 0) {
            return;
        }
        try {
            long time = Math.max(micros, engine.timeMicros());
            steps.accept(new JournalEntry.Block(time, window, block));
        } finally {
            block.reset(0);
            engine.release(block);
        }
    }
}
