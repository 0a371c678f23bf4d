package dev.lockstep.server.run;

import dev.lockstep.api.connector.ConnectorConfig;
import dev.lockstep.api.connector.Direction;
import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Nearest;
import dev.lockstep.api.error.Problem;
import dev.lockstep.model.project.ConnectorSpec;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.project.QuerySpec;
import dev.lockstep.model.project.WindowKind;
import dev.lockstep.model.project.WindowSpec;
import dev.lockstep.server.error.ServerError;
import java.util.List;

/**
 * A file of the command line bound to its window.
 *
 * @param window {@code query/window}
 * @param isCollapsed whether the window collapses updates
 */
record Binding(String window, ConnectorConfig config, boolean isCollapsed) {
    /**
     * @throws LockstepException if there is no such window or the properties are wrong
     */
    static Binding of(ProjectSpec project, FileBinding file, boolean isInput) {
        for (QuerySpec q : project.queries()) {
            for (WindowSpec w : q.windows()) {
                String local = q.name() + "/" + w.name();
                if (file.window().equals(local)
                        || file.window().equals(project.name() + "/" + local)) {
                    if (isInput && !(w.kind() instanceof WindowKind.Source)) {
                        throw new LockstepException(
                                ServerError.BAD_OPTION,
                                "Window "
                                        + local
                                        + " is no source window: nothing can be"
                                        + " published to it.");
                    }
                    return new Binding(
                            local, config(project, q, w, file, isInput), w.isCollapseUpdates());
                }
            }
        }
        throw new LockstepException(
                ServerError.BAD_OPTION,
                "There is no window "
                        + file.window()
                        + "; windows are named QUERY/WINDOW."
                        + meant(project, file.window()));
    }

    /** The window of that name in some query, else the one with the nearest name. */
    private static String meant(ProjectSpec project, String name) {
        List<String> all =
                project.queries().stream()
                        .flatMap(q -> q.windows().stream().map(w -> q.name() + "/" + w.name()))
                        .toList();
        String last = name.substring(name.lastIndexOf('/') + 1);
        List<String> sameName = all.stream().filter(w -> w.endsWith("/" + last)).toList();
        return sameName.isEmpty()
                ? Nearest.to(name, all)
                : " Did you mean " + String.join(" or ", sameName) + "?";
    }

    /** The connector's own words and code, under the code of the command line. */
    private static String told(Problem p) {
        return p.detail() + " (" + p.code().code() + ": " + p.code().hint() + ").";
    }

    private static ConnectorConfig config(
            ProjectSpec project, QuerySpec q, WindowSpec w, FileBinding file, boolean isInput) {
        ConnectorSpec spec =
                new ConnectorSpec(
                        "fs",
                        file.properties().getOrDefault("fsname", ""),
                        isInput ? Direction.PUBLISH : Direction.SUBSCRIBE,
                        true,
                        file.properties(),
                        Location.UNKNOWN);
        ConnectorConfig config = ConnectorClasses.config(project, q, w, spec);
        List<Problem> errors =
                ConnectorClasses.named("fs", spec.where()).validate(config).stream()
                        .filter(Problem::isError)
                        .map(p -> Problem.error(ServerError.BAD_OPTION, p.where(), told(p)))
                        .toList();
        if (!errors.isEmpty()) {
            throw new LockstepException(errors);
        }
        return config;
    }
}
