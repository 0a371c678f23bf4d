package dev.lockstep.server.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run is told besides its model.
 *
 * @param inputs files published in this order, one after the other
 * @param isUntilFinished end once every publisher has
 * @param linger how long heartbeats go on behind the last publisher
 * @param settings placeholders of the queries with their values
 */
public record RunOptions(
        List<FileBinding> inputs,
        List<FileBinding> outputs,
        boolean isUntilFinished,
        boolean isVirtualTime,
        Duration linger,
        @Nullable Path badEvents,
        @Nullable Path journal,
        Map<String, String> settings) {}
