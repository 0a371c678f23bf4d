package dev.lockstep.testkit.random;

import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.testkit.BlockCuts;
import dev.lockstep.testkit.Difference;
import dev.lockstep.testkit.DifferentialCheck;
import dev.lockstep.testkit.EngineUnderTest;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/** One seed: a project, a stream, an engine and a reference that have to agree. */
public final class RandomDifferential {
    private final EngineUnderTest.Factory engine;
    private final EngineUnderTest.Factory reference;
    private final LongFunction<ProjectSpec> models;
    private final Coverage coverage = new Coverage();

    public RandomDifferential(EngineUnderTest.Factory engine, EngineUnderTest.Factory reference) {
        this(engine, reference, RandomModel::of);
    }

    /**
     * @param models {@link RandomModel#of}, {@link RandomModel#daring} or another source of
     *     projects
     */
    public RandomDifferential(
            EngineUnderTest.Factory engine,
            EngineUnderTest.Factory reference,
            LongFunction<ProjectSpec> models) {
        this.engine = engine;
        this.reference = reference;
        this.models = models;
    }

    /** What the seeds so far have covered. */
    public Coverage coverage() {
        return coverage;
    }

    /** The first difference for the shortest stream found that still shows one, or empty. */
    public Optional<Difference> check(long seed) {
        ProjectSpec project = models.apply(seed);
        coverage.add(project);
        List<JournalEntry> entries = RandomStream.of(project, seed);
        if (compare(project, entries).isEmpty()) {
            return Optional.empty();
        }
        List<JournalEntry> single = BlockCuts.oneByOne(entries);
        List<JournalEntry> smallest =
                Shrinker.shrink(
                        compare(project, single).isPresent() ? single : entries,
                        less -> compare(project, less).isPresent());
        return compare(project, smallest);
    }

    private Optional<Difference> compare(ProjectSpec project, List<JournalEntry> entries) {
        return DifferentialCheck.compare(project, entries, engine, reference);
    }
}
