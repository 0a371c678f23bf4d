package dev.lockstep.testkit.scenario;

import dev.lockstep.model.project.IndexType;
import dev.lockstep.model.project.RetentionSpec.Type;
import dev.lockstep.testkit.model.ModelBuilder;
import java.util.List;

/** Calculate windows with the algorithm Summary, and pulses and counters in front of others. */
final class CalculateScenarios {
    private static final String ROWS = "id*:int64,v:double";
    private static final String COUNTED = "id*:int64,v:double,n:int64,sum:double,top:double";
    private static final String[] OUTPUTS = {"nOut=n", "sumOut=sum", "maxOut=top"};

    private CalculateScenarios() {}

    static List<Scenario> all() {
        return List.of(
                growing(),
                sliding(),
                deletes(),
                missing(),
                moments(),
                stateless(),
                transactions(),
                pulsedRetention(),
                countedPulse(),
                reinsertedBehindAPulse());
    }

    private static Scenario growing() {
        ModelBuilder m = new ModelBuilder();
        m.source("in", ROWS);
        m.summary("sum", COUNTED, 0, "v", OUTPUTS);
        m.edge("in", "sum", "data", -1);
        return Scenario.of("a summary without a length counts every insert and no update", m)
                .input(j -> j.send("in", "I 1,4", "I 2,6", "U 1,100", "P 3,1", "P 3,50"))
                .leaves(
                        "sum",
                        "I 1,4.0,1,4.0,4.0",
                        "I 2,6.0,2,10.0,6.0",
                        "U 1,100.0,2,10.0,6.0 was 1,4.0,1,4.0,4.0",
                        "I 3,1.0,3,11.0,6.0",
                        "U 3,50.0,3,11.0,6.0 was 3,1.0,3,11.0,6.0")
                .build();
    }

    private static Scenario sliding() {
        ModelBuilder m = new ModelBuilder();
        m.source("in", ROWS);
        m.summary("sum", COUNTED, 2, "v", OUTPUTS);
        m.edge("in", "sum");
        return Scenario.of("a summary with a length goes by the latest inserts", m)
                .input(j -> j.send("in", "I 1,9", "I 2,5", "I 3,1", "I 4,2"))
                .leaves(
                        "sum",
                        "I 1,9.0,1,9.0,9.0",
                        "I 2,5.0,2,14.0,9.0",
                        "I 3,1.0,2,6.0,5.0",
                        "I 4,2.0,2,3.0,2.0")
                .build();
    }

    private static Scenario deletes() {
        ModelBuilder m = new ModelBuilder();
        m.source("in", ROWS);
        m.copy("kept", ROWS).retain(Type.BYCOUNT_SLIDING, 2);
        m.summary("sum", COUNTED, 0, "v", OUTPUTS);
        m.edge("in", "kept").edge("kept", "sum");
        return Scenario.of("what goes takes its row along and stays counted", m)
                .input(j -> j.send("in", "I 1,9", "I 2,5", "I 3,1", "D 3,", "I 3,2"))
                .leaves(
                        "sum",
                        "I 1,9.0,1,9.0,9.0",
                        "I 2,5.0,2,14.0,9.0",
                        "I 3,1.0,3,15.0,9.0",
                        "D/R 1,9.0,1,9.0,9.0",
                        "D 3,1.0,3,15.0,9.0",
                        "I 3,2.0,4,17.0,9.0")
                .retains("sum", "2,5.0,2,14.0,9.0", "3,2.0,4,17.0,9.0")
                .build();
    }

    private static Scenario missing() {
        ModelBuilder m = new ModelBuilder();
        m.source("in", ROWS);
        m.summary(
                "sum",
                "id*:int64,n:int64,miss:int32,mean:double",
                2,
                "v",
                "nOut=n",
                "nmissOut=miss",
                "meanOut=mean");
        m.edge("in", "sum");
        return Scenario.of("a missing value takes a place in the window", m)
                .input(j -> j.send("in", "I 1,", "I 2,4", "I 3,", "I 4,"))
                .leaves("sum", "I 1,0,1,", "I 2,1,1,4.0", "I 3,1,1,4.0", "I 4,0,2,")
                .build();
    }

    private static Scenario moments() {
        ModelBuilder m = new ModelBuilder();
        m.source("in", ROWS);
        m.summary(
                "sum",
                "id*:int64,var:double,css:double,uss:double,cv:double",
                3,
                "v",
                "varOut=var",
                "cssOut=css",
                "ussOut=uss",
                "cvOut=cv");
        m.edge("in", "sum");
        return Scenario.of("variance needs two values and a coefficient a mean", m)
                .input(j -> j.send("in", "I 1,4", "I 2,-4", "I 3,12", "I 4,-8"))
                .leaves(
                        "sum",
                        "I 1,,0.0,16.0,",
                        "I 2,32.0,32.0,32.0,",
                        "I 3,64.0,128.0,176.0,200.0",
                        "I 4,112.0,224.0,224.0,")
                .build();
    }

    private static Scenario stateless() {
        ModelBuilder m = new ModelBuilder();
        m.source("in", ROWS).index(IndexType.EMPTY);
        m.summary("sum", COUNTED, 0, "v", OUTPUTS).index(IndexType.EMPTY);
        m.edge("in", "sum");
        return Scenario.of("a stateless summary counts upserts and passes deletes by key", m)
                .input(j -> j.send("in", "I 1,9", "P 1,5", "U 1,1", "D 1,", "S 2,3"))
                .leaves(
                        "sum",
                        "I 1,9.0,1,9.0,9.0",
                        "P 1,5.0,2,14.0,9.0",
                        "U 1,1.0,2,14.0,9.0",
                        "D 1,,,,",
                        "S 2,,,,")
                .build();
    }

    private static Scenario transactions() {
        ModelBuilder m = new ModelBuilder();
        m.source("in", ROWS, true, false).index(IndexType.EMPTY);
        m.summary("sum", COUNTED, 2, "v", OUTPUTS);
        m.edge("in", "sum");
        return Scenario.of("a summary forgets the transaction that it refuses", m)
                .input(
                        j ->
                                j.send("in", "I 1,9", "I 1,8")
                                        .transaction("in", "I 2,7", "I 2,6")
                                        .transaction("in", "I 2,5", "I 3,4"))
                .leaves("sum", "I 1,9.0,1,9.0,9.0", "I 2,5.0,2,14.0,9.0", "I 3,4.0,2,9.0,5.0")
                .refuses("sum", 3)
                .build();
    }

    private static Scenario pulsedRetention() {
        ModelBuilder m = new ModelBuilder();
        m.retentionTracking();
        m.source("in", ROWS).retain(Type.BYCOUNT_SLIDING, 1).pulse(2);
        m.edge("in", "all");
        m.copy("all", ROWS);
        return Scenario.of("a pulse keeps apart what retention did where that is asked for", m)
                .input(
                        j ->
                                j.send("in", "I 1,1")
                                        .heartbeat(2)
                                        .send("in", "I 2,2", "I 1,3")
                                        .heartbeat(4))
                .leaves("in", "I 1,1.0", "I 2,2.0", "D/R 1,1.0", "I 1,3.0", "D/R 2,2.0")
                .retains("all", "1,3.0")
                .refuses("all", 0)
                .build();
    }

    private static Scenario countedPulse() {
        ModelBuilder m = new ModelBuilder();
        m.source("in", ROWS).pulse(2);
        m.counter("count").index(IndexType.EMPTY);
        m.edge("in", "count");
        return Scenario.of("a counter behind a pulse counts what leaves the pulse", m)
                .input(
                        j ->
                                j.send("in", "I 1,1", "I 2,2", "U 1,3")
                                        .heartbeat(2)
                                        .send("in", "U 1,4", "U 1,5"))
                .leaves("count", "P in,2,0.0,0.0,2,0.0,0.0", "P in,3,0.0,0.0,1,0.0,0.0")
                .build();
    }

    private static Scenario reinsertedBehindAPulse() {
        ModelBuilder m = new ModelBuilder();
        m.source("in", "id*:int64,g:string,v:int32", true, false)
                .retain(Type.BYCOUNT_SLIDING, 2)
                .pulse(2);
        m.aggregate("most", "g*:string,m:int32", "ESP_aMax(v)");
        m.edge("in", "most");
        return Scenario.of("rows behind a pulse need not leave in the order of their coming", m)
                .input(
                        j ->
                                j.send("in", "I 3,g,1", "I 4,g,7", "I 5,g,9", "I 3,g,1")
                                        .heartbeat(2)
                                        .send("in", "I 6,g,2")
                                        .heartbeat(4))
                .leaves("in", "I 3,g,1", "I 5,g,9", "I 6,g,2", "D/R 5,g,9")
                .leaves("most", "I g,9", "U g,2 was g,9")
                .build();
    }
}
