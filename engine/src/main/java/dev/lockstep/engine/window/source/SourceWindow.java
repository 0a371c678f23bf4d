package dev.lockstep.engine.window.source;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.api.schema.Storage;
import dev.lockstep.engine.event.EngineError;
import dev.lockstep.engine.step.Step;
import dev.lockstep.engine.window.Blocks;
import dev.lockstep.engine.window.Retainer;
import dev.lockstep.engine.window.StatefulWindow;
import dev.lockstep.engine.window.StreamKind;
import dev.lockstep.engine.window.WindowContext;
import dev.lockstep.model.project.WindowKind;
import org.jspecify.annotations.Nullable;

/**
 * The entry of events: attaches them to the project's pool, fills generated keys, refuses what the
 * window does not take.
 */
public final class SourceWindow extends StatefulWindow {
    private final boolean isInsertOnly;
    private final @Nullable KeyGenerator keys;
    private final EventBlock attached;
    private final EventBlock accepted;
    private final ColumnModes modes;
    private int[] chosen = new int[16];
    private @Nullable EventBlock arrived;

    public SourceWindow(WindowContext context, WindowKind.Source kind) {
        super(context, false);
        isInsertOnly = kind.isInsertOnly();
        Schema schema = context.spec().schema();
        keys = kind.isAutogenKey() ? new KeyGenerator(schema, context.evaluation()) : null;
        attached = EventBlock.attached(schema);
        accepted = EventBlock.attached(schema);
        modes = new ColumnModes(schema);
    }

    /** Hands the window the block of the coming step, detached or attached. */
    public void arrive(EventBlock block) {
        arrived = block;
    }

    @Override
    public void prepare() {
        // a source has no inputs to ask
    }

    @Override
    protected StreamKind produces() {
        if (keyedRows() != null) {
            return isInsertOnly && retention() == null
                    ? StreamKind.INSERT_ONLY
                    : StreamKind.CANONICAL;
        }
        return isInsertOnly ? StreamKind.INSERT_ONLY : StreamKind.RAW;
    }

    @Override
    public boolean isFirstInFirstOut() {
        return isInsertOnly && (retention() == null || retention().isFirstInFirstOut());
    }

    @Override
    protected @Nullable EventBlock evaluate(Step step) {
        EventBlock in = arrived;
        arrived = null;
        if (in == null) {
            return passTime(step);
        }
        countIn(in.rows());
        if (!in.isAttached()) {
            StringPool pool = context().pool();
            Blocks.attach(in, attached, pool, modes.appendOnly());
            modes.observe(attached, pool);
            in = attached;
        }
        EventBlock taken = refuseOthers(in);
        if (taken == null || taken.rows() == 0) {
            return null;
        }
        if (keys != null) {
            taken = keys.fill(taken);
        }
        Retainer retainer = retainer();
        return retainer == null ? taken : retainer.apply(taken, step, isOldWanted());
    }

    /**
     * Leaves out what may not enter: other opcodes where insert-only, null keys. The block itself
     * if all may.
     */
    private @Nullable EventBlock refuseOthers(EventBlock in) {
        boolean checksKeys = retainer() == null && keys == null;
        int n = in.rows();
        if (chosen.length < n) {
            chosen = new int[n];
        }
        int count = 0;
        for (int i = 0; i < n; i++) {
            if (isInsertOnly && in.opcodes()[i] != Opcode.INSERT) {
                context()
                        .bad()
                        .report(EngineError.NOT_AN_INSERT, in, i, "The window takes inserts only.");
            } else if (checksKeys && hasNullKey(in, i)) {
                context().bad().report(EngineError.NULL_KEY, in, i, "A key field is null.");
            } else {
                chosen[count++] = i;
                continue;
            }
            if (in.isTransactional()) {
                context().bad().reportBlock(in, i);
                return null;
            }
        }
        if (count == n) {
            return in;
        }
        Blocks.gather(in, chosen, count, accepted);
        return accepted;
    }

    private static boolean hasNullKey(EventBlock b, int i) {
        Schema schema = b.schema();
        for (int k = 0; k < schema.keyCount(); k++) {
            if (b.isNull(schema.key(k), i)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Which columns of variable length are appended rather than interned: those whose values hardly
     * ever came twice so far. A function of the input, and state.
     */
    static final class ColumnModes {
        private static final int SAMPLE = 1 << 16;

        private final boolean[] appendOnly;
        private final boolean[] isCandidate;
        private final int[] firstPoolSize;
        private int observed;

        ColumnModes(Schema schema) {
            appendOnly = new boolean[schema.size()];
            isCandidate = new boolean[schema.size()];
            firstPoolSize = new int[schema.size()];
            for (int f = 0; f < schema.size(); f++) {
                isCandidate[f] =
                        schema.type(f).storage() == Storage.BYTES && !schema.field(f).isKey();
            }
        }

        boolean[] appendOnly() {
            return appendOnly;
        }

        /**
         * Counts a block; after the sample, columns with a new code for nine rows of ten are
         * appended from then on.
         */
        void observe(EventBlock b, StringPool pool) {
            if (observed >= SAMPLE) {
                return;
            }
            observed += b.rows();
            for (int f = 0; f < isCandidate.length; f++) {
                if (isCandidate[f]) {
                    firstPoolSize[f] += risingCodes(b, f);
                    if (observed >= SAMPLE) {
                        appendOnly[f] = firstPoolSize[f] > observed / 10 * 9;
                    }
                }
            }
        }

        private int risingCodes(EventBlock b, int f) {
            int rising = 0;
            int[] codes = b.ints(f);
            int last = lastCode;
            for (int i = 0; i < b.rows(); i++) {
                if (!b.isNull(f, i) && codes[i] > last) {
                    rising++;
                    last = codes[i];
                }
            }
            lastCode = last;
            return rising;
        }

        private int lastCode;
    }
}
