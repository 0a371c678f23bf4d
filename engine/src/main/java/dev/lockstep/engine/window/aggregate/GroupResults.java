package dev.lockstep.engine.window.aggregate;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.engine.store.RowShape;
import dev.lockstep.engine.store.RowTable;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The results of the groups. They are made anew whenever somebody asks, unless the model's
 * expressions would not give the same again: then the last ones are kept, since how often they are
 * asked for depends on who listens.
 */
final class GroupResults {
    private final AggregateCode code;
    private final GroupTable groups;
    private final RowShape shape;

    /** The last results in the slots of the groups, or null. */
    private final @Nullable RowTable kept;

    GroupResults(AggregateCode code, GroupTable groups, Schema output, boolean isSteady) {
        this.code = code;
        this.groups = groups;
        this.shape = groups.outputShape();
        this.kept = isSteady ? null : new RowTable(output);
    }

    /** Makes the group's result anew, without its key, in row {@code r}. */
    void make(int group, EventBlock out, int r) {
        code.results(group, out, r);
        if (kept != null) {
            groups.writeKey(group, out, r);
            shape.put(out, r, kept, group);
        }
    }

    /** Writes the result that was made last to row {@code r}. */
    void last(int group, EventBlock out, int r) {
        if (kept != null) {
            shape.get(kept, group, out, r);
        } else {
            code.results(group, out, r);
        }
    }

    void open(int group) {
        // rows are taken and given back as the groups are
        if (kept != null && kept.allocate() != group) {
            throw new IllegalStateException("group " + group + " has another result's place");
        }
    }

    void close(int group) {
        if (kept != null) {
            kept.free(group);
        }
    }

    void markCodes(StringPool pool) {
        if (kept != null) {
            kept.markCodes(pool);
        }
    }

    void save(DataOutput out) throws IOException {
        if (kept != null) {
            kept.save(out);
        }
    }

    void load(DataInput in, StringPool pool) throws IOException {
        if (kept != null) {
            kept.load(in, pool);
        }
    }
}
