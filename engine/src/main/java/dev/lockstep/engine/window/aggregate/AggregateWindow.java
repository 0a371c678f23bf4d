package dev.lockstep.engine.window.aggregate;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.engine.event.EngineError;
import dev.lockstep.engine.step.Step;
import dev.lockstep.engine.window.Blocks;
import dev.lockstep.engine.window.CanonicalInput;
import dev.lockstep.engine.window.StreamKind;
import dev.lockstep.engine.window.Window;
import dev.lockstep.engine.window.WindowContext;
import dev.lockstep.engine.window.aggregate.function.Accumulator;
import dev.lockstep.engine.window.aggregate.function.FunctionState;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps running results a group. A cause changes a group's row once, however many events of the
 * group it brings; the rows leave in the order in which the cause first touched their groups.
 */
public final class AggregateWindow extends Window {
    static final String NULL_KEY = "A field that groups by is null.";

    private final WindowContext context;
    private final AggregateCode code;
    private final Accumulator[] accumulators;
    private final GroupTable groups;
    private final GroupResults results;
    private final GroupFinder finder;
    private final PendingKeys keys;
    private final RowChanges rows;
    private final InsertLoop inserts;
    private final ChangeLoop changes;
    private final CanonicalInput input;
    private final EventBlock out;

    /**
     * @param isSteady whether the code gives the same result whenever it is asked for one
     */
    public AggregateWindow(
            WindowContext context,
            AggregateCode code,
            FunctionState state,
            boolean isSteady,
            CanonicalInput input) {
        super(context.name(), context.spec().schema());
        this.context = context;
        this.code = code;
        this.accumulators = state.all().toArray(new Accumulator[0]);
        this.input = input;
        this.out = EventBlock.attached(schema());
        this.groups = new GroupTable(schema(), context.pool(), state.records());
        this.results = new GroupResults(code, groups, schema(), isSteady);
        this.keys = new PendingKeys(groups, out);
        this.finder = new GroupFinder(code, groups, results, accumulators, keys, input);
        this.rows = new RowChanges(context, code, state, groups, results, finder, keys);
        this.inserts = new InsertLoop(code, groups, finder, out);
        this.changes = new ChangeLoop(code, groups, finder, keys);
    }

    @Override
    public void prepare() {
        // the input was asked for old rows when it was made
    }

    @Override
    protected StreamKind produces() {
        return StreamKind.CANONICAL;
    }

    @Override
    protected @Nullable EventBlock evaluate(Step step) {
        EventBlock in = input.block();
        if (in == null || in.isTransactional() && !accepts(in)) {
            return null;
        }
        int n = in.rows();
        out.reset(n);
        out.transactional(in.isTransactional());
        keys.begin();
        boolean hasLoops = code.hasLoops() && !isOldWanted() && !in.isTransactional();
        if (hasLoops && input.isInsertOnly() && inserts.addAll(in)) {
            return out;
        }
        hasLoops &= !input.isInsertOnly() && !context.keepsBoth() && !groups.hasForms();
        rows.begin(isOldWanted());
        changeAll(in, hasLoops);
        keys.write();
        if (groups.hasManyResting()) {
            closeResting();
        }
        return out;
    }

    /** Changes the groups cause by cause, by the generated loops as far as they can. */
    private void changeAll(EventBlock in, boolean hasLoops) {
        int[] causes = in.causes();
        int n = in.rows();
        if (hasLoops) {
            changes.begin(in);
        }
        int i = 0;
        while (true) {
            if (hasLoops) {
                i = changes.change(in, i);
            }
            if (i == n) {
                return;
            }
            int end = i + 1;
            while (end < n && causes[end] == causes[i]) {
                end++;
            }
            rows.change(in, i, end);
            i = end;
        }
    }

    /** Whether every row of a transactional block can be applied; reports the first that cannot. */
    private boolean accepts(EventBlock in) {
        for (int i = 0; i < in.rows(); i++) {
            if (in.opcodes()[i] != Opcode.DELETE && finder.hasNoGroup(in, i)) {
                context.bad().report(EngineError.NULL_KEY, in, i, NULL_KEY);
                input.refuse(in, i);
                return false;
            }
        }
        input.accept();
        return true;
    }

    private void closeResting() {
        for (int group = groups.next(0); group >= 0; group = groups.next(group + 1)) {
            if (groups.rests(group)) {
                results.close(group);
                groups.close(group);
            }
        }
    }

    @Override
    public long badEvents() {
        return context.bad().count();
    }

    @Override
    public long rows() {
        return groups.count();
    }

    @Override
    public void retained(EventBlock target) {
        for (int group = groups.next(0); group >= 0; group = groups.next(group + 1)) {
            if (groups.rests(group)) {
                continue;
            }
            int r = Blocks.append(target, Opcode.INSERT, EventFlags.NORMAL, 0);
            results.last(group, target, r);
            groups.writeKey(group, target, r);
        }
    }

    @Override
    protected void markCodes(StringPool pool) {
        code.markCodes();
        groups.markCodes();
        results.markCodes(pool);
        for (Accumulator a : accumulators) {
            a.markCodes(pool, groups.limit());
        }
        input.markCodes();
    }

    @Override
    protected void saveState(DataOutput out) throws IOException {
        out.writeLong(context.bad().count());
        code.saveVariables(out);
        groups.save(out);
        results.save(out);
        for (Accumulator a : accumulators) {
            a.save(out, groups.limit());
        }
        input.save(out);
    }

    @Override
    protected void loadState(DataInput in) throws IOException {
        context.bad().restore(in.readLong());
        code.internConstants();
        code.restoreVariables(in);
        groups.load(in);
        results.load(in, context.pool());
        for (Accumulator a : accumulators) {
            a.restore(in, groups.limit());
        }
        input.load(in);
    }
}
