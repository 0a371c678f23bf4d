package dev.lockstep.server.metadata;

import dev.lockstep.api.transport.WindowSchema;
import dev.lockstep.connectors.adapter.metadata.SchemaReply;
import dev.lockstep.connectors.adapter.metadata.SchemaRequest;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.project.QuerySpec;
import dev.lockstep.model.project.WindowKind;
import dev.lockstep.model.project.WindowSpec;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers questions about the windows of one project, while this engine is the one to answer. */
public final class ProjectSchemas implements Function<SchemaRequest, @Nullable SchemaReply> {
    private final ProjectSpec project;
    private final BooleanSupplier isAnswering;

    /**
     * @param isAnswering whether this engine is the one that answers; any may, and one suffices
     */
    public ProjectSchemas(ProjectSpec project, BooleanSupplier isAnswering) {
        this.project = project;
        this.isAnswering = isAnswering;
    }

    @Override
    public @Nullable SchemaReply apply(SchemaRequest request) {
        String[] path = request.window().split("/", -1);
        if (path.length != 3 || !path[0].equals(project.name()) || !isAnswering.getAsBoolean()) {
            return null;
        }
        for (QuerySpec q : project.queries()) {
            for (WindowSpec w : q.windows()) {
                if (q.name().equals(path[1]) && w.name().equals(path[2])) {
                    boolean isGenerated =
                            w.kind() instanceof WindowKind.Source s && s.isAutogenKey();
                    WindowSchema schema = new WindowSchema(w.schema(), isGenerated);
                    return new SchemaReply(request.id(), request.window(), schema, null);
                }
            }
        }
        return new SchemaReply(
                request.id(),
                request.window(),
                null,
                "project " + project.name() + " has no window " + path[1] + "/" + path[2]);
    }
}
