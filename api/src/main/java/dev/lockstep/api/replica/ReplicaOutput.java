package dev.lockstep.api.replica;

/**
 * One record of output.
 *
 * @param output the output's place in the project's list of outputs, from 0
 * @param sequence the number of the block within its output, from 1: a function of the journal
 *     alone. Records of a block that is several have the same
 * @param value the bytes to be written; not changed after this
 */
public record ReplicaOutput(int output, long sequence, byte[] value) {}
