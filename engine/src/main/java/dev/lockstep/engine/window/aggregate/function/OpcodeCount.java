package dev.lockstep.engine.window.aggregate.function;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * {@code ESP_aCountOpcodes(opcode)}: changes of one kind since the group appeared, those of rows
 * that have left included.
 */
public final class OpcodeCount extends Accumulator {
    private final CurrentChange change;
    private final int opcode;
    private long[] counts = {};

    public OpcodeCount(CurrentChange change, int opcode) {
        this.change = change;
        this.opcode = opcode;
    }

    public void add(int group) {
        count(group);
    }

    public void remove(int group) {
        count(group);
    }

    private void count(int group) {
        if (change.opcode() == opcode) {
            counts[group]++;
        }
    }

    public long value(int group) {
        return counts[group];
    }

    @Override
    public boolean isNull(int group) {
        return false;
    }

    @Override
    protected void grow(int groups) {
        counts = Arrays.copyOf(counts, groups);
    }

    @Override
    protected void clear(int group) {
        counts[group] = 0;
    }

    @Override
    public void save(DataOutput out, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            out.writeLong(counts[g]);
        }
    }

    @Override
    protected void load(DataInput in, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            counts[g] = in.readLong();
        }
    }
}
