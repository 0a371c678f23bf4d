package dev.lockstep.engine.window.aggregate.function;

import dev.lockstep.api.block.StringPool;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Minimum or maximum where any row may leave: an ordered multiset a group. */
public final class TreeExtreme extends Extreme {
    private final boolean isMaximum;
    private final ValueTrees trees;
    private int[] roots = {};

    public TreeExtreme(boolean isMaximum, @Nullable StringPool pool) {
        super(isMaximum, pool);
        this.isMaximum = isMaximum;
        this.trees = new ValueTrees(pool);
    }

    @Override
    protected void insert(int group, long value) {
        roots[group] = trees.change(roots[group], 0, value, 1);
    }

    @Override
    protected void delete(int group, long value) {
        roots[group] = trees.change(roots[group], 0, value, -1);
    }

    @Override
    protected long best(int group) {
        return trees.value(isMaximum ? trees.last(roots[group]) : trees.first(roots[group]));
    }

    @Override
    public boolean isNull(int group) {
        return roots[group] == ValueTrees.NONE;
    }

    @Override
    protected void forEach(int group, ValueVisitor visitor) {
        trees.forEach(roots[group], visitor);
    }

    @Override
    protected void grow(int groups) {
        int from = roots.length;
        roots = Arrays.copyOf(roots, groups);
        Arrays.fill(roots, from, groups, ValueTrees.NONE);
    }

    @Override
    protected void clear(int group) {
        trees.clear(roots[group]);
        roots[group] = ValueTrees.NONE;
    }

    @Override
    public void save(DataOutput out, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            saveGroup(out, g);
        }
    }

    void saveGroup(DataOutput out, int group) throws IOException {
        trees.save(out, roots[group]);
    }

    @Override
    protected void load(DataInput in, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            loadGroup(in, g);
        }
    }

    void loadGroup(DataInput in, int group) throws IOException {
        clear(group);
        roots[group] = trees.load(in);
    }
}
