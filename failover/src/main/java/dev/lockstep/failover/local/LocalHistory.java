package dev.lockstep.failover.local;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.failover.FailoverError;
import dev.lockstep.failover.FailoverLimits;
import dev.lockstep.failover.port.JournalRecord;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reads what a local journal holds while another process may be writing to its end. */
public final class LocalHistory {
    private LocalHistory() {}

    /**
     * How many bytes the files of a journal hold.
     *
     * @throws LockstepException {@link LocalError#NOT_USABLE}
     */
    public static long bytes(Path folder) {
        try {
            long sum = 0;
            for (Segment s : segments(folder)) {
                sum += Files.size(s.path());
            }
            return sum;
        } catch (IOException e) {
            throw new LockstepException(
                    LocalError.NOT_USABLE, "The journal in " + folder + ": " + e + ".", e);
        }
    }

    /**
     * Hands out records in order.
     *
     * @param from number of the first one
     * @param target whether it wants the next record, too; asked for no more than is known to be
     *     committed
     * @throws LockstepException if the journal does not reach back as far or does not hold as much
     */
    public static void read(Path folder, long from, Predicate<JournalRecord> target)
            throws IOException {
        long next = from;
        while (true) {
            Segment segment = segment(folder, next);
            long read = read(segment, next, target);
            if (read < 0) {
                return;
            }
            if (read == next) {
                throw lacks("ends before record " + next);
            }
            next = read;
        }
    }

    private static Segment segment(Path folder, long number) throws IOException {
        return segments(folder).stream()
                .filter(s -> s.first() <= number)
                .max((a, b) -> Long.compare(a.first(), b.first()))
                .orElseThrow(() -> lacks("does not hold record " + number + " any more"));
    }

    private static List<Segment> segments(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Segment::of).filter(Objects::nonNull).toList();
        }
    }

    /** The number of the record behind the segment's end, or -1 if no more is wanted. */
    private static long read(Segment segment, long from, Predicate<JournalRecord> target)
            throws IOException {
        try (Segment.Reading in =
                new Segment.Reading(segment, FailoverLimits.ENTRY_BYTES.defaultValue())) {
            while (true) {
                long number = in.next();
                try {
                    byte[] record = in.read();
                    if (number >= from && !target.test(new JournalRecord(number, record))) {
                        return -1;
                    }
                } catch (EOFException e) {
                    return number;
                }
            }
        }
    }

    private static LockstepException lacks(String why) {
        return new LockstepException(FailoverError.LACKS_HISTORY, "The journal " + why + ".");
    }
}
