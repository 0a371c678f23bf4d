package dev.lockstep.engine.window.aggregate.function;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** {@code ESP_aLastOpcode}: the kind of the group's latest change, as a number. */
public final class LastOpcode extends Accumulator {
    private final CurrentChange change;
    private byte[] opcodes = {};

    public LastOpcode(CurrentChange change) {
        this.change = change;
    }

    public void add(int group) {
        note(group);
    }

    public void remove(int group) {
        note(group);
    }

    private void note(int group) {
        if (change.opcode() != CurrentChange.NOT_TOLD) {
            opcodes[group] = change.opcode();
        }
    }

    public long value(int group) {
        return opcodes[group];
    }

    @Override
    public boolean isNull(int group) {
        return opcodes[group] == CurrentChange.NOT_TOLD;
    }

    @Override
    protected void grow(int groups) {
        opcodes = Arrays.copyOf(opcodes, groups);
    }

    @Override
    protected void clear(int group) {
        opcodes[group] = CurrentChange.NOT_TOLD;
    }

    @Override
    public void save(DataOutput out, int groups) throws IOException {
        out.write(opcodes, 0, groups);
    }

    @Override
    protected void load(DataInput in, int groups) throws IOException {
        in.readFully(opcodes, 0, groups);
    }
}
