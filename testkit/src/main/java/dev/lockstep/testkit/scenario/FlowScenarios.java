package dev.lockstep.testkit.scenario;

import dev.lockstep.model.project.IndexType;
import dev.lockstep.model.project.RetentionSpec.Type;
import dev.lockstep.testkit.model.ModelBuilder;
import java.util.List;

/** Unions, splitters, counters and what is done to output. */
final class FlowScenarios {
    private static final String ROWS = "id*:int64,v:int32";

    private FlowScenarios() {}

    static List<Scenario> all() {
        return List.of(
                strictUnion(),
                looseUnion(),
                statelessLooseUnion(),
                diamond(),
                slots(),
                insertsOnly(),
                collapsed(),
                counted(),
                countedTwice(),
                countedByInterval(),
                countsCleared(),
                pulsed(),
                pulsedDownstream());
    }

    private static ModelBuilder two() {
        ModelBuilder m = new ModelBuilder();
        m.source("one", ROWS);
        m.source("two", ROWS);
        return m;
    }

    private static Scenario strictUnion() {
        ModelBuilder m = two();
        m.union("both", ROWS, true);
        m.edge("one", "both").edge("two", "both");
        return Scenario.of("a strict union refuses a key that another input holds", m)
                .input(
                        j ->
                                j.send("one", "I 1,1", "I 2,2", "I 3,3")
                                        .send("two", "I 4,4", "U 4,5", "I 3,9")
                                        .send("one", "D 3,")
                                        .send("two", "D 3,"))
                .leaves("both", "I 1,1", "I 2,2", "I 3,3", "I 4,4", "U 4,5 was 4,4", "D 3,3")
                .retains("both", "1,1", "2,2", "4,5")
                .refuses("both", 2)
                .build();
    }

    private static Scenario looseUnion() {
        ModelBuilder m = two();
        m.union("both", ROWS, false);
        m.edge("one", "both").edge("two", "both");
        return Scenario.of("a loose union lets the last input win and ignores double deletes", m)
                .input(
                        j ->
                                j.send("one", "I 1,1", "I 2,2")
                                        .send("two", "I 1,7", "D 1,")
                                        .send("one", "D 1,", "D 2,"))
                .leaves("both", "I 1,1", "I 2,2", "U 1,7 was 1,1", "D 1,7", "D 2,2")
                .retains("both")
                .refuses("both", 0)
                .build();
    }

    private static Scenario statelessLooseUnion() {
        ModelBuilder m = two();
        m.union("both", ROWS, false).index(IndexType.EMPTY);
        m.edge("one", "both").edge("two", "both");
        return Scenario.of("a stateless loose union turns inserts to upserts", m)
                .input(j -> j.send("one", "I 1,1", "U 1,2", "D 1,").send("two", "I 1,3"))
                .leaves("both", "P 1,1", "U 1,2 was 1,1", "S 1,2", "P 1,3")
                .build();
    }

    private static Scenario diamond() {
        ModelBuilder m = new ModelBuilder();
        m.source("in", ROWS);
        m.compute("left", ROWS, "v + 1").index(IndexType.EMPTY);
        m.compute("right", ROWS, "v + 2");
        m.union("both", ROWS, false);
        m.edge("in", "left").edge("in", "right").edge("right", "both").edge("left", "both");
        return Scenario.of("a union takes one cause's changes in edge order and emits one", m)
                .input(j -> j.send("in", "I 1,10", "U 1,20", "D 1,"))
                .leaves("both", "I 1,11", "U 1,21 was 1,11", "D 1,21")
                .refuses("both", 0)
                .build();
    }

    private static Scenario slots() {
        ModelBuilder m = new ModelBuilder();
        m.source("in", ROWS).splitBy("v");
        m.copy("zero", ROWS);
        m.copy("first", ROWS);
        m.copy("every", ROWS);
        m.copy("minus", ROWS);
        m.edge("in", "zero", null, 0).edge("in", "first", null, 1);
        m.edge("in", "every").edge("in", "minus", null, -1);
        return Scenario.of(
                        "an update that changes its slot is a delete there and an insert here", m)
                .input(j -> j.send("in", "I 1,0", "I 2,1", "U 1,1", "U 2,2", "I 3,", "D 1,"))
                .leaves("in", "I 1,0", "I 2,1", "U 1,1 was 1,0", "U 2,2 was 2,1", "I 3,", "D 1,1")
                .leaves("zero", "I 1,0", "D 1,0")
                .leaves("first", "I 2,1", "I 1,1", "D 2,1", "D 1,1")
                .leaves(
                        "every",
                        "I 1,0",
                        "I 2,1",
                        "U 1,1 was 1,0",
                        "U 2,2 was 2,1",
                        "I 3,",
                        "D 1,1")
                .leaves(
                        "minus",
                        "I 1,0",
                        "I 2,1",
                        "U 1,1 was 1,0",
                        "U 2,2 was 2,1",
                        "I 3,",
                        "D 1,1")
                .refuses("zero", 0)
                .refuses("first", 0)
                .build();
    }

    private static Scenario insertsOnly() {
        ModelBuilder m = new ModelBuilder();
        m.source("in", ROWS).retain(Type.BYCOUNT_SLIDING, 1).outputInsertOnly();
        m.copy("after", ROWS);
        m.edge("in", "after");
        return Scenario.of("insert-only output drops the rest for everybody behind", m)
                .input(j -> j.send("in", "I 1,1", "U 1,2", "I 2,2"))
                .leaves("in", "I 1,1", "I 2,2")
                .leaves("after", "I 1,1", "I 2,2")
                .retains("in", "2,2")
                .retains("after", "1,1", "2,2")
                .build();
    }

    private static Scenario collapsed() {
        ModelBuilder m = new ModelBuilder();
        m.source("in", ROWS).collapseUpdates();
        m.filter("low", ROWS, "v < 5").index(IndexType.EMPTY);
        m.edge("in", "low");
        return Scenario.of("collapsing hides old rows from readers, not from windows", m)
                .input(j -> j.send("in", "I 1,1", "U 1,2", "U 1,9"))
                .leaves("in", "I 1,1", "U 1,2", "U 1,9")
                .leaves("low", "I 1,1", "U 1,2 was 1,1", "D 1,2")
                .build();
    }

    private static Scenario countedTwice() {
        ModelBuilder m = new ModelBuilder();
        m.source("in", ROWS).splitBy("v");
        m.counter("count");
        m.edge("in", "count", null, 0).edge("in", "count", null, 1);
        return Scenario.of("two edges of one window are one key of a counter", m)
                .input(j -> j.at(1).send("in", "I 1,0").at(3).send("in", "U 1,1"))
                .leaves(
                        "count",
                        "I in,1,0.0,0.0,1,0.0,0.0",
                        "U in,1,0.0,0.0,1,0.0,0.0 was in,1,0.0,0.0,1,0.0,0.0")
                .retains("count", "in,1,0.0,0.0,1,0.0,0.0")
                .build();
    }

    private static Scenario counted() {
        ModelBuilder m = two();
        m.counter("count");
        m.edge("one", "count").edge("two", "count");
        return Scenario.of("a counter counts the events of each input after every cause", m)
                .input(
                        j ->
                                j.at(1)
                                        .send("one", "I 1,1")
                                        .at(3)
                                        .send("two", "I 1,1")
                                        .send("one", "U 1,2"))
                .leaves(
                        "count",
                        "I one,1,0.0,0.0,1,0.0,0.0",
                        "I two,1,0.0,0.0,1,0.0,0.0",
                        "U one,2,2.0,1.0,1,2.0,0.5 was one,1,0.0,0.0,1,0.0,0.0")
                .build();
    }

    private static Scenario countedByInterval() {
        ModelBuilder m = two();
        m.counter("count", 4, 0);
        m.edge("one", "count").edge("two", "count");
        return Scenario.of("a count interval shows counts at heartbeats and the rest at the end", m)
                .input(
                        j ->
                                j.at(1)
                                        .send("one", "I 1,1", "I 2,2")
                                        .heartbeat(3)
                                        .heartbeat(5)
                                        .at(6)
                                        .send("one", "D 1,")
                                        .heartbeat(8)
                                        .heartbeat(9)
                                        .heartbeat(13)
                                        .at(14)
                                        .send("two", "I 1,1"))
                .leaves(
                        "count",
                        "I one,2,4.0,0.5,2,4.0,0.5",
                        "U one,3,8.0,0.375,1,4.0,0.25 was one,2,4.0,0.5,2,4.0,0.5",
                        "U one,3,12.0,0.25,0,4.0,0.0 was one,3,8.0,0.375,1,4.0,0.25",
                        "I two,1,0.0,0.0,1,0.0,0.0")
                .build();
    }

    private static Scenario countsCleared() {
        ModelBuilder m = two();
        m.counter("count", 0, 5).index(IndexType.EMPTY);
        m.edge("one", "count");
        return Scenario.of("an idle counter starts anew", m)
                .input(
                        j ->
                                j.at(1)
                                        .send("one", "I 1,1")
                                        .at(5)
                                        .send("one", "I 2,1")
                                        .at(10)
                                        .send("one", "I 3,1"))
                .leaves(
                        "count",
                        "P one,1,0.0,0.0,1,0.0,0.0",
                        "P one,2,4.0,0.5,1,4.0,0.25",
                        "P one,1,0.0,0.0,1,0.0,0.0")
                .build();
    }

    private static Scenario pulsed() {
        ModelBuilder m = new ModelBuilder();
        m.source("in", ROWS).pulse(10);
        return Scenario.of("a pulse lets one event a key go in each interval", m)
                .input(
                        j ->
                                j.at(1)
                                        .send("in", "I 1,1", "I 2,1", "U 1,2", "D 2,", "D 9,")
                                        .heartbeat(9)
                                        .heartbeat(10)
                                        .at(12)
                                        .send("in", "U 1,3", "I 3,1", "U 1,4")
                                        .heartbeat(25)
                                        .heartbeat(29)
                                        .send("in", "D 1,"))
                .leaves("in", "I 1,2", "U 1,4 was 1,2", "I 3,1", "D 1,4")
                .retains("in", "3,1")
                .refuses("in", 1)
                .build();
    }

    private static Scenario pulsedDownstream() {
        ModelBuilder m = new ModelBuilder();
        m.source("in", "id*:int64,g:string,v:int32");
        m.aggregate("sum", "g*:string,total:int64", "ESP_aSum(v)").pulse(2);
        m.aggregate("all", "total*:int64,n:int64", "ESP_aCount()");
        m.edge("in", "sum").edge("sum", "all");
        return Scenario.of("windows behind a pulse see the whole batch as one cause", m)
                .input(
                        j ->
                                j.send("in", "I 1,a,1", "I 2,b,1", "I 3,a,1", "I 4,b,1")
                                        .heartbeat(2)
                                        .send("in", "D 3,,"))
                .leaves("sum", "I a,2", "I b,2", "U a,1 was a,2")
                .leaves("all", "I 2,2", "U 2,1 was 2,2", "I 1,1")
                .build();
    }
}
