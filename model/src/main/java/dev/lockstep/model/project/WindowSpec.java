package dev.lockstep.model.project;

import dev.lockstep.api.error.Location;
import dev.lockstep.api.schema.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A window: what all kinds share, and its {@link WindowKind}.
 *
 * @param index resolved from window, query, project, default HASH
 * @param isPubSub whether clients may reach it, resolved with the project's setting
 * @param pulseMicros hold output and emit it once an interval; 0 for at once
 * @param schema the output schema, declared or derived; never null in a project without errors
 */
public record WindowSpec(
        String name,
        Location where,
        IndexType index,
        boolean isPubSub,
        boolean isOutputInsertOnly,
        boolean isCollapseUpdates,
        long pulseMicros,
        int maxString,
        Schema schema,
        @Nullable RetentionSpec retention,
        @Nullable InitSpec init,
        @Nullable SplitterSpec splitter,
        List<ConnectorSpec> connectors,
        WindowKind kind) {}
