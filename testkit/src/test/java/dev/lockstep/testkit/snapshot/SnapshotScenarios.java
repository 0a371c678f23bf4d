package dev.lockstep.testkit.snapshot;

import dev.lockstep.api.error.Problem;
import dev.lockstep.engine.Engine;
import dev.lockstep.testkit.scenario.Scenario;
import dev.lockstep.testkit.scenario.Scenarios;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The traces whose engines the tests take snapshots of. */
final class SnapshotScenarios {
    /** Those that are fuzzed: every kind of state. Inputs of the corpus name one by its place. */
    private static final List<String> FUZZED =
            List.of(
                    "a partial update leaves empty fields alone",
                    "generated keys count up and skip refused events",
                    "the look-back goes by the field where there is one",
                    "retention tracking shows the retention's share apart",
                    "a key that was given up and came again in one cause, tracking true",
                    "a stateful compute window completes partial updates by its own copy of the"
                            + " input",
                    "first, last and lag go by the order in which members were added",
                    "distinct values, the commonest one and arithmetic of aggregates",
                    "texts are strung together in order, missing ones left out",
                    "the member that leaves is known by its key, not by its value",
                    "a member that moves is deleted from one group and inserted in another",
                    "the last row that was no delete counts even when it is gone",
                    "what timed functions have dropped cannot leave them again",
                    "a late dimension row renews the facts that waited for it",
                    "a full outer join of two dimensions keeps either side",
                    "a fact meets the sum that it changed, after the renewed earlier facts",
                    "a condition outside the dimension's key counts too, missing never",
                    "an empty index on the fact side ends regeneration",
                    "a strict union refuses a key that another input holds",
                    "an update that changes its slot is a delete there and an insert here",
                    "a count interval shows counts at heartbeats and the rest at the end",
                    "an idle counter starts anew",
                    "a pulse lets one event a key go in each interval",
                    "windows behind a pulse see the whole batch as one cause",
                    "a summary without a length counts every insert and no update",
                    "a summary with a length goes by the latest inserts",
                    "a pulse keeps apart what retention did where that is asked for",
                    "rows behind a pulse need not leave in the order of their coming",
                    "an empty text is a value and no missing one",
                    "every scalar type keeps its values and its missing values");

    private SnapshotScenarios() {}

    /** All that the engine takes. */
    static List<Scenario> all() {
        return Scenarios.all().stream()
                .filter(s -> Engine.check(s.project()).stream().noneMatch(Problem::isError))
                .toList();
    }

    /** The choice that is fuzzed, in an order that does not change. */
    static List<Scenario> fuzzed() {
        Map<String, Scenario> byName = new LinkedHashMap<>();
        all().forEach(s -> byName.put(s.name(), s));
        return FUZZED.stream()
                .map(
                        n ->
                                Objects.requireNonNull(
                                        byName.get(n), () -> "there is no trace '" + n + "'"))
                .toList();
    }
}
