package dev.lockstep.testkit.scenario;

import java.util.ArrayList;
import java.util.List;

/** Every trace there is. */
public final class Scenarios {
    private Scenarios() {}

    /** All traces, grouped by topic. */
    public static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>();
        all.addAll(SourceScenarios.all());
        all.addAll(RetentionScenarios.all());
        all.addAll(FilterScenarios.all());
        all.addAll(AggregateScenarios.all());
        all.addAll(AggregateHistoryScenarios.all());
        all.addAll(JoinScenarios.all());
        all.addAll(FlowScenarios.all());
        all.addAll(FunctionalScenarios.all());
        all.addAll(CalculateScenarios.all());
        all.addAll(ValueScenarios.all());
        return all;
    }
}
