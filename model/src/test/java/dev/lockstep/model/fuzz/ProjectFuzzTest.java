package dev.lockstep.model.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.model.ModelError;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.reading.ProjectReader;
import dev.lockstep.model.reading.ReadOptions;
import dev.lockstep.model.reading.ReadResult;
import dev.lockstep.model.xml.XmlReader;
import java.util.List;
import java.util.Set;

/** Any bytes are a tree or one coded problem, a project or coded problems; never another fault. */
class ProjectFuzzTest {
    private static final Set<ModelError> OF_XML =
            Set.of(ModelError.MALFORMED_XML, ModelError.FORBIDDEN_XML, ModelError.XML_TOO_LARGE);

    @FuzzTest(maxDuration = "20s")
    void anyBytesAreAProjectOrCodedProblems(byte[] bytes) {
        try {
            XmlReader.read(bytes, "fuzz");
        } catch (LockstepException e) {
            for (Problem p : e.problems()) {
                if (!(p.code() instanceof ModelError m) || !OF_XML.contains(m)) {
                    throw e;
                }
            }
        }
        ReadResult first = read(bytes);
        ReadResult again = read(bytes);
        if (!first.problems().equals(again.problems())) {
            throw new IllegalStateException("the same bytes give other problems");
        }
        ProjectSpec project = first.project();
        boolean isGood = first.problems().stream().noneMatch(Problem::isError);
        if (isGood != (project != null)) {
            throw new IllegalStateException("neither a project nor an error: " + first.problems());
        }
        if (project != null && !project.equals(again.project())) {
            throw new IllegalStateException("the same bytes give another project");
        }
    }

    private static ReadResult read(byte[] bytes) {
        return ProjectReader.read(
                bytes,
                "fuzz",
                name -> name.length() > 3 ? "@" + name + "@" : null,
                new ReadOptions(List.of("fs", "timer"), false));
    }
}
