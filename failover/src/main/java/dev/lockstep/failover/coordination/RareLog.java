package dev.lockstep.failover.coordination;

import dev.lockstep.api.error.ErrorCode;
import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Writes problems to a log, each code once in ten seconds at most, since others can make them
 * happen as often as they like. Safe for use by several threads.
 */
public final class RareLog {
    private static final long GAP_NANOS = 10_000_000_000L;

    private final Logger log;
    private final LongSupplier nanos;
    private final Map<String, Line> lines = new LinkedHashMap<>();

    private static final class Line {
        long lastNanos;
        long leftOut;
    }

    public RareLog(Logger log) {
        this(log, System::nanoTime);
    }

    RareLog(Logger log, LongSupplier nanos) {
        this.log = log;
        this.nanos = nanos;
    }

    /** Warns, or counts it if the code was warned of a moment ago. */
    public void warn(ErrorCode code, String detail) {
        warn(Problem.warning(code, Location.UNKNOWN, detail));
    }

    /** As {@link #warn(ErrorCode, String)}. */
    public synchronized void warn(Problem problem) {
        long now = nanos.getAsLong();
        Line line = lines.get(problem.code().code());
        if (line != null && now - line.lastNanos < GAP_NANOS) {
            line.leftOut++;
            return;
        }
        if (line == null) {
            line = new Line();
            lines.put(problem.code().code(), line);
        }
        if (line.leftOut > 0) {
            log.warn("{}; and {} like this before", problem, line.leftOut);
        } else {
            log.warn("{}", problem);
        }
        line.leftOut = 0;
        line.lastNanos = now;
    }
}
