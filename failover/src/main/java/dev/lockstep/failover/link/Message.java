package dev.lockstep.failover.link;

import dev.lockstep.failover.role.Role;

/** What engines tell each other. */
sealed interface Message {
    /** What a connection is for. */
    enum Purpose {
        WATCH,
        SNAPSHOT
    }

    /**
     * The first word of the one that connects.
     *
     * @param address where its own link listens; may be empty
     * @param nonce never used before
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Hello(String project, String engine, String address, Purpose purpose, byte[] nonce)
            implements Message {}

    /** The answer: prove that you know the secret. */
    @SuppressWarnings("ArrayRecordComponent")
    record Challenge(String engine, byte[] nonce) implements Message {}

    /** The proof of the one that connected. */
    @SuppressWarnings("ArrayRecordComponent")
    record Response(byte[] proof) implements Message {}

    /** The proof of the one that accepted. */
    @SuppressWarnings("ArrayRecordComponent")
    record Confirmation(byte[] proof) implements Message {}

    /** What the engine is, ten times a second. */
    record Heartbeat(
            String engine,
            Role role,
            int epoch,
            long index,
            long committedIndex,
            boolean isPaused,
            boolean isCutOff)
            implements Message {}

    /**
     * The connection ends because its sender wants so.
     *
     * @param isStopping the engine stops, and decides nothing any more
     */
    record Leaving(boolean isStopping) implements Message {}

    /** Asks for the newest snapshot; only on a connection that is for that. */
    record SnapshotRequest() implements Message {}

    @SuppressWarnings("ArrayRecordComponent")
    record SnapshotChunk(long position, byte[] content) implements Message {}

    /**
     * @param index where it stands in the journal
     * @param length of all chunks
     * @param checksum CRC32C of all chunks
     * @param failure why there is none, or not all of it; empty if all is well
     */
    record SnapshotEnd(long index, long length, int checksum, String failure) implements Message {}
}
