package dev.lockstep.engine.window.aggregate.function;

import dev.lockstep.api.state.Scratch;

/**
 * What the functions may know, besides values, of the change that a group is going through. An
 * update that stays in its group is one change; one that moves on is a Delete to the group that it
 * leaves and an Insert to the one that it enters, so that inserts less deletes are the members.
 */
public final class CurrentChange {
    /** The first half of an update, which is told at its second. */
    public static final byte NOT_TOLD = 0;

    @Scratch private byte opcode;

    public void opcode(byte value) {
        opcode = value;
    }

    /** An opcode, or {@link #NOT_TOLD}. */
    byte opcode() {
        return opcode;
    }
}
