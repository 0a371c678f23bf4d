package dev.lockstep.wire.journal;

/** The constants of the journal file. */
final class JournalFormat {
    static final int MAGIC = 'L' | 'S' << 8 | 'J' << 16 | 'L' << 24;
    static final int VERSION = 1;
    static final int FILE_HEAD = 8;
    static final int ENTRY_HEAD = 8;

    static final byte START = 1;

    /** Declares a source and its schema; sources count from 0 in order. */
    static final byte SOURCE = 2;

    static final byte BLOCK = 3;
    static final byte HEARTBEAT = 4;
    static final byte END = 5;

    private JournalFormat() {}
}
