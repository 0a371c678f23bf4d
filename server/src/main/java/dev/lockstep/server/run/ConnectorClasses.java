package dev.lockstep.server.run;

import dev.lockstep.api.connector.ConnectorClass;
import dev.lockstep.api.connector.ConnectorConfig;
import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.model.project.ConnectorSpec;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.project.QuerySpec;
import dev.lockstep.model.project.WindowKind;
import dev.lockstep.model.project.WindowSpec;
import dev.lockstep.server.error.ServerError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** The connector classes on the class path. */
public final class ConnectorClasses {
    private ConnectorClasses() {}

    public static List<String> names() {
        List<String> names = new ArrayList<>();
        for (ConnectorClass c : ServiceLoader.load(ConnectorClass.class)) {
            names.add(c.name());
        }
        return names;
    }

    public static ConnectorClass named(String name, Location where) {
        for (ConnectorClass c : ServiceLoader.load(ConnectorClass.class)) {
            if (c.name().equals(name)) {
                return c;
            }
        }
        throw new LockstepException(
                Problem.error(
                        ServerError.UNKNOWN_CONNECTOR_CLASS,
                        where,
                        "There is no connector class " + name + "."));
    }

    public static ConnectorConfig config(
            ProjectSpec project, QuerySpec query, WindowSpec window, ConnectorSpec c) {
        boolean isAutogen = window.kind() instanceof WindowKind.Source s && s.isAutogenKey();
        return new ConnectorConfig(
                project.name() + "/" + query.name() + "/" + window.name() + "/" + c.name(),
                c.direction(),
                window.schema(),
                isAutogen,
                c.properties(),
                Path.of("").toAbsolutePath(),
                c.where());
    }

    /** What is wrong with the active connectors' properties. */
    public static List<Problem> validate(ProjectSpec project) {
        List<Problem> problems = new ArrayList<>();
        for (QuerySpec q : project.queries()) {
            for (WindowSpec w : q.windows()) {
                for (ConnectorSpec c : w.connectors()) {
                    if (c.isActive()) {
                        problems.addAll(
                                named(c.connectorClass(), c.where())
                                        .validate(config(project, q, w, c)));
                    }
                }
            }
        }
        return problems;
    }
}
