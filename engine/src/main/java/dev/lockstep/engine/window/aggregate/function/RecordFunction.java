package dev.lockstep.engine.window.aggregate.function;

/**
 * A function whose state of a group is, wholly or at its root, in the group's record. Such
 * functions are told the records' words and where their own words of the group begin in them.
 */
public abstract class RecordFunction extends Accumulator {
    private final GroupRecords records;
    private final int offset;

    /**
     * @param words how many of each record the function takes
     */
    protected RecordFunction(GroupRecords records, int words) {
        this.records = records;
        this.offset = records.reserve(words);
    }

    /** Where in a record the function's words begin. */
    public final int offset() {
        return offset;
    }

    protected final GroupRecords records() {
        return records;
    }

    /** The words of all records. */
    protected final long[] words() {
        return records.words();
    }

    /** Where the function's words of a group begin. */
    protected final int at(int group) {
        return records.at(group) + offset;
    }

    /** The group whose words begin there. */
    protected final int groupAt(int at) {
        return records.groupOf(at);
    }

    @Override
    protected final void grow(int groups) {
        records.ensure(groups);
    }

    @Override
    protected final void clear(int group) {
        clear(words(), at(group));
    }

    /** Forgets everything of a group. */
    public abstract void clear(long[] w, int at);

    @Override
    public final boolean isNull(int group) {
        return isNull(words(), at(group));
    }

    /** Whether the result is null. */
    public abstract boolean isNull(long[] w, int at);
}
