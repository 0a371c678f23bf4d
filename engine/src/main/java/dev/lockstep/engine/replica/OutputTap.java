package dev.lockstep.engine.replica;

/**
 * Follows one output of a model through all roles, so that its place in a file is known at any
 * time. Called on the thread that steps the model; must not wait.
 */
public interface OutputTap {
    /**
     * A model begins, or goes on from a snapshot: what was given before does not count any more.
     *
     * @param bytes of the output before everything that follows
     */
    void begin(long bytes);

    /**
     * The next record.
     *
     * @param sequence the number of its block, see {@code ReplicaOutput}
     * @param value not changed after this
     * @param isSpoken whether the model hands it out, too, since it is not known to be committed
     */
    void add(long sequence, byte[] value, boolean isSpoken);
}
