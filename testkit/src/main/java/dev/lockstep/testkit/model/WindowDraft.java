package dev.lockstep.testkit.model;

import dev.lockstep.api.error.Location;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.model.project.IndexType;
import dev.lockstep.model.project.Located;
import dev.lockstep.model.project.RetentionSpec;
import dev.lockstep.model.project.SplitterSpec;
import dev.lockstep.model.project.WindowKind;
import dev.lockstep.model.project.WindowSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A window under construction: {@code HASH} index and nothing special unless said. */
public final class WindowDraft {
    private static final int MAX_STRING = 1024;

    private final String name;
    private final Schema schema;
    private final WindowKind kind;
    private IndexType index = IndexType.HASH;
    private boolean insertOnlyOutput;
    private boolean collapse;
    private long pulseMicros;
    private @Nullable RetentionSpec retention;
    private @Nullable SplitterSpec splitter;

    WindowDraft(String name, Schema schema, WindowKind kind) {
        this.name = name;
        this.schema = schema;
        this.kind = kind;
    }

    public WindowDraft index(IndexType type) {
        index = type;
        return this;
    }

    public WindowDraft outputInsertOnly() {
        insertOnlyOutput = true;
        return this;
    }

    public WindowDraft collapseUpdates() {
        collapse = true;
        return this;
    }

    /**
     * @param amount rows, or seconds for the time types
     */
    public WindowDraft retain(RetentionSpec.Type type, long amount) {
        return retain(type, amount, null, 0);
    }

    /**
     * @param field the date or stamp field whose time counts, or null
     * @param lookBackSeconds for the look-back type
     */
    public WindowDraft retain(
            RetentionSpec.Type type, long amount, @Nullable String field, long lookBackSeconds) {
        boolean isCount =
                type == RetentionSpec.Type.BYCOUNT_JUMPING
                        || type == RetentionSpec.Type.BYCOUNT_SLIDING;
        retention =
                new RetentionSpec(
                        type,
                        isCount ? amount : amount * 1_000_000,
                        field,
                        lookBackSeconds * 1_000_000,
                        Location.UNKNOWN);
        return this;
    }

    public WindowDraft pulse(long seconds) {
        pulseMicros = seconds * 1_000_000;
        return this;
    }

    public WindowDraft splitBy(String expression) {
        splitter = new SplitterSpec(new Located(expression, Location.UNKNOWN), null);
        return this;
    }

    WindowSpec build() {
        return new WindowSpec(
                name,
                Location.UNKNOWN,
                index,
                true,
                insertOnlyOutput,
                collapse,
                pulseMicros,
                MAX_STRING,
                schema,
                retention,
                null,
                splitter,
                List.of(),
                kind);
    }
}
