package dev.lockstep.server.persist;

/**
 * How a file is brought to the disk while it is written.
 *
 * @param pieceBytes forced each time so many bytes were written
 * @param bytesPerSecond no more than that; 0 for as fast as it goes
 */
public record WritePace(int pieceBytes, long bytesPerSecond) {
    /** For whom nobody waits who forces another file of the same disk. */
    public static final WritePace PROMPT = new WritePace(8 << 20, 0);

    /**
     * Beside an engine whose journal is forced on the same disk for each commit: a force waits for
     * whatever the disk has been given before, so that is kept small and the disk idle in between.
     */
    public static final WritePace GENTLE =
            new WritePace(256 << 10, PersistLimits.GENTLE_BYTES_PER_SECOND.defaultValue());
}
