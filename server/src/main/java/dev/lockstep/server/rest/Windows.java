package dev.lockstep.server.rest;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.engine.event.EngineError;
import dev.lockstep.model.project.QuerySpec;
import dev.lockstep.model.project.WindowSpec;
import dev.lockstep.server.project.ProjectRuntime;
import dev.lockstep.server.project.Projects;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Finds windows by what requests call them. */
final class Windows {
    private Windows() {}

    /** A window of a loaded project. */
    record Found(ProjectRuntime project, QuerySpec query, WindowSpec window) {
        /** {@code query/window}. */
        String local() {
            return query.name() + "/" + window.name();
        }

        /** {@code project/query/window}. */
        String full() {
            return project.name() + "/" + local();
        }

        /** {@code window-source} and the like, as in the model. */
        String element() {
            return "window-" + window.kind().getClass().getSimpleName().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The window that a path names.
     *
     * @throws LockstepException if there is none
     */
    static Found get(Projects projects, RestRequest r) {
        ProjectRuntime p = projects.get(r.name("project"));
        for (Found f : of(p)) {
            if (f.query().name().equals(r.name("query"))
                    && f.window().name().equals(r.name("window"))) {
                return f;
            }
        }
        throw new LockstepException(
                EngineError.UNKNOWN_WINDOW,
                "There is no window "
                        + r.name("query")
                        + "/"
                        + r.name("window")
                        + " in project "
                        + p.name()
                        + ".");
    }

    /** The windows of a project in the order of its document. */
    static List<Found> of(ProjectRuntime p) {
        List<Found> all = new ArrayList<>();
        for (QuerySpec q : p.spec().queries()) {
            q.windows().forEach(w -> all.add(new Found(p, q, w)));
        }
        return all;
    }

    /** The windows that parameters choose by patterns with {@code *} and {@code |}. */
    static List<Found> chosen(Projects projects, RestRequest r) {
        Predicate<String> project = pattern(r, "project");
        Predicate<String> query = pattern(r, "contquery");
        Predicate<String> name = pattern(r, "name");
        Predicate<String> type = pattern(r, "type");
        List<Found> all = new ArrayList<>();
        for (ProjectRuntime p : projects.all()) {
            for (Found f : of(p)) {
                boolean isOfType = type.test(f.element()) || type.test(f.element().substring(7));
                if (project.test(p.name())
                        && query.test(f.query().name())
                        && name.test(f.window().name())
                        && isOfType) {
                    all.add(f);
                }
            }
        }
        return all;
    }

    private static Predicate<String> pattern(RestRequest r, String parameter) {
        String text = r.parameter(parameter);
        if (text == null) {
            return name -> true;
        }
        List<String> choices = new ArrayList<>();
        for (String choice : text.split("\\|", -1)) {
            List<String> parts = new ArrayList<>();
            for (String part : choice.strip().split("\\*", -1)) {
                parts.add(Pattern.quote(part));
            }
            choices.add(String.join(".*", parts));
        }
        Pattern p = Pattern.compile(String.join("|", choices), Pattern.DOTALL);
        return name -> p.matcher(name).matches();
    }
}
