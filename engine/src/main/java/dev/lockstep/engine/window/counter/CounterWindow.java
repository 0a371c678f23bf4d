package dev.lockstep.engine.window.counter;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.state.Scratch;
import dev.lockstep.engine.step.Step;
import dev.lockstep.engine.window.Blocks;
import dev.lockstep.engine.window.Input;
import dev.lockstep.engine.window.OutputRows;
import dev.lockstep.engine.window.RetainedRows;
import dev.lockstep.engine.window.StreamKind;
import dev.lockstep.engine.window.Window;
import dev.lockstep.engine.window.WindowContext;
import dev.lockstep.model.project.IndexType;
import dev.lockstep.model.project.WindowKind;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Counts the events of each input. Without a count interval a row leaves for every cause and input
 * that brought something; with one, at the first heartbeat after it, a row for each input that has
 * counted anything. Every event counts, an update once (assumed).
 */
public final class CounterWindow extends Window {
    private static final long UNSET = Long.MIN_VALUE;
    private static final int NONE = -1;

    private final WindowContext context;
    private final WindowKind.Counter kind;
    private final @Nullable OutputRows outputRows;
    private final EventBlock out;
    private InputCount[] counts = {};

    /** For each input the first one of the same name, under which both are shown. */
    private int[] namesakes = {};

    /** The row that a name has in the cause at hand, by its first input, or -1. */
    @Scratch private int[] rowOf = {};

    @Scratch private @Nullable EventBlock[] blocks = {};
    @Scratch private int[] at = {};
    private long lastShown = UNSET;

    public CounterWindow(WindowContext context, WindowKind.Counter kind) {
        super(context.name(), context.spec().schema());
        this.context = context;
        this.kind = kind;
        this.out = EventBlock.attached(schema());
        this.outputRows =
                context.spec().index() == IndexType.EMPTY
                        ? null
                        : new OutputRows(context.rows(schema(), context.spec().index(), "output"));
    }

    @Override
    public void prepare() {
        counts = new InputCount[inputs().size()];
        blocks = new @Nullable EventBlock[counts.length];
        at = new int[counts.length];
        namesakes = new int[counts.length];
        rowOf = new int[counts.length];
        for (int k = 0; k < counts.length; k++) {
            String name = inputs().get(k).source().name();
            counts[k] = new InputCount(name.substring(name.lastIndexOf('/') + 1));
            while (!counts[namesakes[k]].name().equals(counts[k].name())) {
                namesakes[k]++;
            }
        }
    }

    @Override
    protected StreamKind produces() {
        return outputRows == null ? StreamKind.RAW : StreamKind.CANONICAL;
    }

    @Override
    protected boolean isTimed() {
        return kind.countMicros() > 0;
    }

    @Override
    protected @Nullable EventBlock evaluate(Step step) {
        long now = step.timeMicros();
        if (step.kind() == Step.Kind.START) {
            lastShown = now;
            return null;
        }
        if (kind.clearMicros() > 0) {
            for (InputCount c : counts) {
                c.clearIfIdle(now, kind.clearMicros());
            }
        }
        out.reset(16);
        count(now);
        boolean isEnd = step.kind() == Step.Kind.END;
        if (isEnd || isDue(step)) {
            Arrays.fill(rowOf, NONE);
            for (int k = 0; k < counts.length; k++) {
                if (isEnd ? counts[k].hasNews() : counts[k].hasAny()) {
                    emit(k, 0, now);
                }
            }
        }
        return out.rows() == 0 ? null : out;
    }

    private boolean isDue(Step step) {
        if (kind.countMicros() == 0 || step.kind() != Step.Kind.HEARTBEAT) {
            return false;
        }
        if (lastShown != UNSET && step.timeMicros() - lastShown < kind.countMicros()) {
            return false;
        }
        lastShown = step.timeMicros();
        return true;
    }

    /** Counts the step's rows, cause by cause where each leaves a row. */
    private void count(long now) {
        for (int k = 0; k < counts.length; k++) {
            Input input = inputs().get(k);
            EventBlock b = input.block();
            blocks[k] = b;
            at[k] = 0;
            if (b != null && b.isTransactional()) {
                out.transactional(true);
            }
        }
        for (int cause = nextCause(); cause != Integer.MAX_VALUE; cause = nextCause()) {
            for (int k = 0; k < counts.length; k++) {
                int events = take(k, cause);
                if (events > 0) {
                    counts[k].add(events, now);
                }
            }
            Arrays.fill(rowOf, NONE);
            for (int k = 0; k < counts.length; k++) {
                if (kind.countMicros() == 0 && counts[k].hasNews()) {
                    emit(k, cause, now);
                }
            }
        }
    }

    private int nextCause() {
        int lowest = Integer.MAX_VALUE;
        for (int k = 0; k < counts.length; k++) {
            EventBlock b = blocks[k];
            if (b != null && at[k] < b.rows()) {
                lowest = Math.min(lowest, b.causes()[at[k]]);
            }
        }
        return lowest;
    }

    private int take(int k, int cause) {
        EventBlock b = blocks[k];
        int from = at[k];
        if (b != null) {
            while (at[k] < b.rows() && b.causes()[at[k]] == cause) {
                at[k]++;
            }
        }
        return at[k] - from;
    }

    /** Changes of one key from one cause leave as one: the later input's row takes the place. */
    private void emit(int k, int cause, long now) {
        InputCount c = counts[k];
        int shown = rowOf[namesakes[k]];
        OutputRows kept = outputRows;
        boolean isAgain = kept != null && shown != NONE;
        int r = isAgain ? shown : Blocks.append(out, Opcode.UPSERT, EventFlags.NORMAL, cause);
        rowOf[namesakes[k]] = r;
        out.clearNulls(r);
        double totalSeconds = c.totalSeconds(now);
        double newsSeconds = c.newsSeconds(now);
        out.ints(0)[r] = context.pool().intern(c.name());
        out.longs(1)[r] = c.total();
        out.doubles(2)[r] = totalSeconds;
        out.doubles(3)[r] = InputCount.rate(c.total(), totalSeconds);
        out.longs(4)[r] = c.news();
        out.doubles(5)[r] = newsSeconds;
        out.doubles(6)[r] = InputCount.rate(c.news(), newsSeconds);
        c.markShown(now);
        if (kept == null) {
            return;
        }
        if (isAgain) {
            kept.rewrite(out, r);
        } else {
            kept.put(out, r, isOldWanted());
        }
    }

    @Override
    public long badEvents() {
        return context.bad().count();
    }

    @Override
    public long rows() {
        return outputRows == null ? 0 : outputRows.rows().size();
    }

    @Override
    public void retained(EventBlock target) {
        if (outputRows != null) {
            RetainedRows.append(outputRows.rows(), target);
        }
    }

    @Override
    protected void markCodes(StringPool pool) {
        if (outputRows != null) {
            outputRows.rows().markCodes();
        }
    }

    @Override
    protected void saveState(DataOutput target) throws IOException {
        target.writeLong(lastShown);
        for (InputCount c : counts) {
            c.save(target);
        }
        if (outputRows != null) {
            outputRows.rows().save(target);
        }
    }

    @Override
    protected void loadState(DataInput in) throws IOException {
        lastShown = in.readLong();
        for (InputCount c : counts) {
            c.load(in);
        }
        if (outputRows != null) {
            outputRows.rows().load(in);
        }
    }
}
