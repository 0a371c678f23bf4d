package dev.lockstep.engine.window.aggregate;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.api.schema.Storage;
import dev.lockstep.api.state.Scratch;
import dev.lockstep.engine.window.CanonicalInput;
import dev.lockstep.engine.window.aggregate.function.Accumulator;

/** Finds the group that a row belongs to, and opens it if it is new. */
final class GroupFinder {
    /** A field that groups by is null. */
    static final int NONE = -1;

    /** The group rests, and its key was written otherwise than the row's. */
    private static final int OTHER_FORM = -2;

    private final AggregateCode code;
    private final GroupTable groups;
    private final GroupResults results;
    private final Accumulator[] accumulators;
    private final PendingKeys keys;
    private final EventBlock key;

    /** The input's field that is the whole key and text, or -1. */
    private final int textKey;

    /** Whether groups can rest; a new one without rows yet does not where they cannot. */
    private final boolean rowsLeave;

    /** Whether each row of the block at hand has the very code that its group has as its key. */
    @Scratch private boolean keysAreInput;

    GroupFinder(
            AggregateCode code,
            GroupTable groups,
            GroupResults results,
            Accumulator[] accumulators,
            PendingKeys keys,
            CanonicalInput input) {
        this.code = code;
        this.groups = groups;
        this.results = results;
        this.accumulators = accumulators;
        this.keys = keys;
        this.rowsLeave = !input.isInsertOnly();
        this.key = EventBlock.attached(groups.keySchema());
        key.rows(1);
        Schema k = groups.keySchema();
        boolean isText = k.size() == 1 && k.type(0).storage() == Storage.BYTES;
        this.textKey = isText ? input.schema().ordinal(k.field(0).name()) : -1;
    }

    /** The row's group, or {@link #NONE}. */
    int find(EventBlock b, int i) {
        int group = findAsItIs(b, i);
        if (group != OTHER_FORM) {
            return group;
        }
        // rows that have left under the old form must not change
        keys.write();
        group = groups.find(key, groups.hash(key));
        groups.reform(group, key);
        return group;
    }

    /** The same, or {@link #OTHER_FORM}. */
    private int findAsItIs(EventBlock b, int i) {
        if (textKey >= 0 && !b.isNull(textKey, i)) {
            int known = groups.codes().find(b.ints(textKey)[i]);
            if (known >= 0) {
                return known;
            }
        }
        return findByKey(b, i);
    }

    private int findByKey(EventBlock b, int i) {
        code.key(b, i, key);
        if (groups.shape().hasNullKey(key, 0)) {
            return NONE;
        }
        int hash = groups.hash(key);
        int group = groups.find(key, hash);
        if (group < 0) {
            group = groups.open(key, hash);
            results.open(group);
            for (Accumulator a : accumulators) {
                a.open(group);
            }
        } else if (rowsLeave && groups.rests(group) && groups.hasOtherForm(group, key)) {
            return OTHER_FORM;
        }
        if (textKey >= 0) {
            groups.codes().remember(b.ints(textKey)[i], group);
        }
        return group;
    }

    /**
     * The groups of rows 0 to {@code n - 1} of a stream of inserts; returns how many rows have one
     * before the first that has none.
     */
    int findAll(EventBlock in, int n, int[] to) {
        keysAreInput = textKey >= 0 && in.claims(EventBlock.WHOLE);
        int i = 0;
        while (i < n) {
            i = findKnown(in, i, n, to);
            if (i < n) {
                int group = find(in, i);
                if (group == NONE) {
                    break;
                }
                keysAreInput = keysAreInput && groups.codes().find(in.ints(textKey)[i]) == group;
                to[i++] = group;
            }
        }
        return i;
    }

    /** The groups of rows 0 to {@code n - 1}, {@link #NONE} for those that have none. */
    void findEach(EventBlock in, int n, int[] to) {
        for (int i = 0; i < n; ) {
            i = findKnown(in, i, n, to);
            if (i < n) {
                to[i] = find(in, i);
                i++;
            }
        }
    }

    /** Takes the rows from {@code i} on that a code tells; returns the first other one. */
    private int findKnown(EventBlock in, int i, int n, int[] to) {
        return textKey >= 0 && in.claims(EventBlock.WHOLE)
                ? groups.codes().findAll(in.ints(textKey), i, n, to)
                : i;
    }

    /** The field that has the keys of all rows that {@link #findAll} went through, or -1. */
    int keysInInput() {
        return keysAreInput ? textKey : -1;
    }

    /** Whether a field that groups by is null. */
    boolean hasNoGroup(EventBlock in, int i) {
        code.key(in, i, key);
        return groups.shape().hasNullKey(key, 0);
    }
}
