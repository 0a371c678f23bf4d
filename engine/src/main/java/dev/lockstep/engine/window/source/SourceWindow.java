package dev.lockstep.engine.window.source;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.api.state.Scratch;
import dev.lockstep.engine.event.EngineError;
import dev.lockstep.engine.step.Step;
import dev.lockstep.engine.window.Blocks;
import dev.lockstep.engine.window.Retainer;
import dev.lockstep.engine.window.StatefulWindow;
import dev.lockstep.engine.window.StreamKind;
import dev.lockstep.engine.window.WindowContext;
import dev.lockstep.model.project.WindowKind;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
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
    @Scratch private int[] chosen = new int[16];
    @Scratch private @Nullable EventBlock arrived;

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
    protected boolean isFirstInFirstOut() {
        return isInsertOnly && (retention() == null || retention().isFirstInFirstOut());
    }

    @Override
    protected @Nullable EventBlock evaluate(Step step) {
        EventBlock in = arrived;
        arrived = null;
        if (in == null) {
            return passTime(step);
        }
        assert in.claimsHold() : "a block is not as it claims to be";
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
        if ((!isInsertOnly || hasInsertsOnly(in)) && (!checksKeys || !mayHaveNullKey(in))) {
            return in;
        }
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

    @Override
    protected void saveState(DataOutput out) throws IOException {
        super.saveState(out);
        modes.save(out);
        if (keys != null) {
            keys.save(out);
        }
    }

    @Override
    protected void loadState(DataInput in) throws IOException {
        super.loadState(in);
        modes.load(in);
        if (keys != null) {
            keys.load(in);
        }
    }

    /** Goes through the block without a branch a row, as does {@link #mayHaveNullKey}. */
    private static boolean hasInsertsOnly(EventBlock b) {
        if (b.claims(EventBlock.PLAIN)) {
            return true;
        }
        byte[] opcodes = b.opcodes();
        int n = b.rows();
        int others = 0;
        for (int i = 0; i < n; i++) {
            others |= opcodes[i] ^ Opcode.INSERT;
        }
        return others == 0;
    }

    private static boolean mayHaveNullKey(EventBlock b) {
        if (b.claims(EventBlock.WHOLE)) {
            return false;
        }
        if (b.nullWords() > 1) {
            return true;
        }
        long[] nulls = b.nulls();
        int n = b.rows();
        long any = 0;
        for (int i = 0; i < n; i++) {
            any |= nulls[i];
        }
        long mask = 0;
        Schema schema = b.schema();
        for (int k = 0; k < schema.keyCount(); k++) {
            mask |= 1L << schema.key(k);
        }
        return (any & mask) != 0;
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
}
