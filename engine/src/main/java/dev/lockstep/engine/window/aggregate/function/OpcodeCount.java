package dev.lockstep.engine.window.aggregate.function;

/**
 * {@code ESP_aCountOpcodes(opcode)}: changes of one kind since the group appeared, those of rows
 * that have left included.
 */
public final class OpcodeCount extends GroupCounts {
    private final CurrentChange change;
    private final int opcode;

    public OpcodeCount(CurrentChange change, int opcode) {
        this.change = change;
        this.opcode = opcode;
    }

    public void add(int group) {
        countIfChosen(group);
    }

    public void remove(int group) {
        countIfChosen(group);
    }

    private void countIfChosen(int group) {
        if (change.opcode() == opcode) {
            count(group, 1);
        }
    }
}
