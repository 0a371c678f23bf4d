package dev.lockstep.failover.entry;

import java.util.List;
import java.util.SortedMap;
import java.util.UUID;

/**
 * One decision of the active.
 *
 * @param index its place in the journal, from 0, without gaps
 * @param epoch of the active that decided it; rises by one with each that comes to reign
 * @param timeMicros when, in microseconds since the epoch of Unix; never smaller than before
 */
public record Entry(long index, int epoch, long timeMicros, Body body) {
    /** What was decided. */
    public sealed interface Body {}

    /**
     * An engine reigns from here on: the first entry of each epoch, and only the first.
     *
     * @param engine its name
     * @param cause why it came to reign
     */
    public record Reign(String engine, String cause) implements Body {}

    /**
     * The project starts: the entry behind the first reign.
     *
     * @param seed where random functions start
     * @param identity what must be equal among engines, see {@code ReplicaModel.identity}
     * @param inputs the input topics in the order of the project
     */
    public record Start(long seed, SortedMap<String, String> identity, List<Input> inputs)
            implements Body {
        public Start {
            inputs = List.copyOf(inputs);
        }
    }

    /**
     * An input topic.
     *
     * @param topicId of this very topic: one that is made anew under the same name is another
     * @param from the offset of the first record that belongs to the project
     */
    public record Input(String source, String topic, UUID topicId, int partition, long from) {}

    /**
     * Records of an input are stepped, one after the other.
     *
     * @param input its place among {@link Start#inputs}
     * @param from offset of the first
     * @param to offset behind the last
     * @param count of records in between; offsets may have gaps
     * @param checksum of offsets and values of the records, see {@link RangeChecksum}
     */
    public record Range(int input, long from, long to, int count, long checksum) implements Body {}

    /**
     * Input that comes from no bus.
     *
     * @param source the window, as {@code query/window}
     * @param client who handed it over
     * @param messageId rises with each payload of the client
     * @param content a block in its binary form
     */
    public record Payload(String source, String client, long messageId, byte[] content)
            implements Body {}

    /** Nothing but time. */
    public record Tick() implements Body {}

    /**
     * What every replica must have come to behind the entry before this one.
     *
     * @param digests one a window, see {@code ReplicaModel.digests}
     */
    public record Digest(long[] digests) implements Body {}

    /**
     * From here on another version of the project steps the journal. It begins with what it takes
     * over of the state behind the entry before this one.
     *
     * @param identity of that version, as {@link Start#identity}
     * @param inputs of that version; each with the offset at which it goes on
     */
    public record ModelChange(SortedMap<String, String> identity, List<Input> inputs)
            implements Body {
        public ModelChange {
            inputs = List.copyOf(inputs);
        }
    }

    /**
     * The active hands over: the last entry of its epoch.
     *
     * @param to the engine that should reign next; empty for any
     */
    public record Abdication(String to) implements Body {}

    /** The input has ended. */
    public record End() implements Body {}
}
