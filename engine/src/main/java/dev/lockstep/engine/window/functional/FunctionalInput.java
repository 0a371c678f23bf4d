package dev.lockstep.engine.window.functional;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.api.state.Scratch;
import dev.lockstep.engine.window.BadEvents;
import dev.lockstep.engine.window.CanonicalInput;
import dev.lockstep.engine.window.Input;
import dev.lockstep.engine.window.WindowContext;
import dev.lockstep.expression.functional.EventLoop;
import dev.lockstep.expression.functional.FieldValues;
import dev.lockstep.expression.functional.FunctionalNames;
import dev.lockstep.expression.functional.runtime.FunctionalScope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One input of a functional window, and how its events become values and rows. */
final class FunctionalInput {
    private final Input input;
    private final @Nullable CanonicalInput canonical;
    private final String name;
    private final StringPool pool;

    /** Fields that expressions read, and their slots. */
    private final int[] fields;

    private final int[] slots;
    private final RowWriter base;

    /** Whether an update may give the base row another key. */
    private final boolean movesRows;

    private final List<RowWriter> loops = new ArrayList<>();
    @Scratch private @Nullable EventBlock block;
    @Scratch private int at;

    /**
     * @param isResolved whether the window has to know what its events change
     */
    FunctionalInput(
            Input input, WindowContext context, FunctionalProgram program, boolean isResolved) {
        this.input = input;
        this.pool = context.pool();
        String path = input.source().name();
        this.name = path.substring(path.lastIndexOf('/') + 1);
        Schema schema = input.source().schema();
        Schema output = context.spec().schema();
        this.base = RowWriter.of(output, schema, pool, program.base());
        this.movesRows = isResolved && base.copiesKeyFromValues(schema);
        this.canonical = isResolved ? new CanonicalInput(input, context, movesRows) : null;
        for (EventLoop loop : program.loops()) {
            loops.add(RowWriter.of(output, schema, pool, loop.context(), program.base()));
        }
        FunctionalNames names = program.names();
        int count = 0;
        int[] read = new int[schema.size()];
        for (int f = 0; f < schema.size(); f++) {
            int slot = names.field(schema.field(f).name());
            if (slot >= 0 && names.isUsed(slot)) {
                read[count++] = f;
            }
        }
        fields = java.util.Arrays.copyOf(read, count);
        slots = new int[count];
        for (int k = 0; k < count; k++) {
            slots[k] = names.field(schema.field(fields[k]).name());
        }
    }

    String name() {
        return name;
    }

    @Nullable CanonicalInput canonical() {
        return canonical;
    }

    RowWriter base() {
        return base;
    }

    RowWriter loop(int k) {
        return loops.get(k);
    }

    /** Takes the step's block. */
    void open() {
        CanonicalInput c = canonical;
        block = c == null ? input.block() : c.block();
        at = 0;
    }

    @Nullable EventBlock block() {
        return block;
    }

    boolean movesRows() {
        return movesRows;
    }

    /** The cause for which the input refused its transactional block by itself, or -1. */
    int refusedCause() {
        CanonicalInput c = canonical;
        return c == null ? -1 : c.refusedCause();
    }

    /** The transactional block stays. */
    void accept() {
        CanonicalInput c = canonical;
        if (c != null) {
            c.accept();
        }
    }

    /** The transactional block goes back because of its row {@code failed}. */
    void refuse(EventBlock b, int failed, BadEvents bad) {
        CanonicalInput c = canonical;
        if (c != null) {
            c.refuse(b, failed);
        } else {
            bad.reportBlock(b, failed);
        }
    }

    /** The transactional block goes back because of what came on another input. */
    void refuseOther(int failedCause, BadEvents bad) {
        CanonicalInput c = canonical;
        EventBlock b = block;
        if (c != null) {
            c.refuseOther(failedCause);
        } else if (b != null) {
            bad.reportOther(b, failedCause);
        }
    }

    /** The cause of the next row, {@link Integer#MAX_VALUE} behind the last. */
    int nextCause() {
        EventBlock b = block;
        return b == null || at >= b.rows() ? Integer.MAX_VALUE : b.causes()[at];
    }

    /** The place of the next row. */
    int next() {
        return at++;
    }

    /** Hands the fields of row {@code i} to the expressions. */
    void read(EventBlock b, int i, FunctionalScope scope) {
        for (int k = 0; k < fields.length; k++) {
            scope.value(slots[k], FieldValues.read(b, pool, fields[k], i));
        }
    }
}
