package dev.lockstep.engine.window.aggregate.function;

/**
 * {@code ESP_aCountOpcodes(opcode)}: changes of one kind since the group appeared, those of rows
 * that have left included.
 */
public final class OpcodeCount extends GroupCounts {
    private final CurrentChange change;
    private final int opcode;

    public OpcodeCount(GroupRecords records, CurrentChange change, int opcode) {
        super(records);
        this.change = change;
        this.opcode = opcode;
    }

    public void add(long[] w, int at) {
        countIfChosen(w, at);
    }

    public void remove(long[] w, int at) {
        countIfChosen(w, at);
    }

    private void countIfChosen(long[] w, int at) {
        if (change.opcode() == opcode) {
            w[at]++;
        }
    }
}
