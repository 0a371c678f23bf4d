package dev.lockstep.testkit.scenario;

import dev.lockstep.model.project.IndexType;
import dev.lockstep.testkit.model.ModelBuilder;
import java.util.List;

/** Filter and compute windows, with and without state. */
final class FilterScenarios {
    private static final String STOCK = "id*:int64,item:string,n:int32";

    private FilterScenarios() {}

    static List<Scenario> all() {
        return List.of(
                oldAndNew(IndexType.EMPTY),
                oldAndNew(IndexType.HASH),
                deletesWithKeysOnly(),
                nullIsFalse(),
                opcodeCondition(),
                computed(),
                statelessCompute(),
                nullArithmetic(),
                unresolvedAtStatelessFilter(),
                unresolvedAtStatefulFilter(),
                partialAtCompute());
    }

    private static ModelBuilder stock(IndexType source) {
        ModelBuilder m = new ModelBuilder();
        m.source("stock", STOCK).index(source);
        return m;
    }

    private static Scenario oldAndNew(IndexType index) {
        ModelBuilder m = stock(IndexType.HASH);
        m.filter("many", STOCK, "n >= 10").index(index);
        m.edge("stock", "many");
        return Scenario.of("a filter goes by old and new values, index " + index, m)
                .input(
                        j ->
                                j.send("stock", "I 1,nut,5", "I 2,bolt,50", "U 1,nut,6")
                                        .send("stock", "U 1,nut,10", "U 1,nut,11", "U 2,bolt,1")
                                        .send("stock", "D 2,,", "D 1,,"))
                .leaves(
                        "many",
                        "I 2,bolt,50",
                        "I 1,nut,10",
                        "U 1,nut,11 was 1,nut,10",
                        "D 2,bolt,50",
                        "D 1,nut,11")
                .retains("many")
                .refuses("many", 0)
                .build();
    }

    private static Scenario deletesWithKeysOnly() {
        ModelBuilder m = stock(IndexType.EMPTY);
        m.filter("many", STOCK, "n >= 10").index(IndexType.EMPTY);
        m.copy("kept", STOCK);
        m.edge("stock", "many").edge("many", "kept");
        return Scenario.of("a delete that carries its key only passes a stateless filter", m)
                .input(j -> j.send("stock", "I 1,nut,50", "D 1,,", "I 2,pin,3", "S 2,,"))
                .leaves("many", "I 1,nut,50", "D 1,,", "S 2,,")
                .leaves("kept", "I 1,nut,50", "D 1,nut,50")
                .refuses("kept", 0)
                .build();
    }

    private static Scenario nullIsFalse() {
        ModelBuilder m = stock(IndexType.HASH);
        m.filter("few", STOCK, "n < 10");
        m.filter("unknown", STOCK, "isnull(n) or item == \"pin\"");
        m.edge("stock", "few").edge("stock", "unknown");
        return Scenario.of("a comparison with a missing value does not pass", m)
                .input(j -> j.send("stock", "I 1,nut,", "I 2,nut,3", "I 3,pin,30", "U 1,nut,2"))
                .leaves("few", "I 2,nut,3", "I 1,nut,2")
                .leaves("unknown", "I 1,nut,", "I 3,pin,30", "D 1,nut,")
                .build();
    }

    private static Scenario opcodeCondition() {
        ModelBuilder m = stock(IndexType.HASH);
        m.filter("deletes", STOCK, "ESP_OPCODE == \"D\"").index(IndexType.EMPTY);
        m.filter("inserts", STOCK, "ESP_OPCODE == 'I'").index(IndexType.EMPTY);
        m.edge("stock", "deletes").edge("stock", "inserts");
        return Scenario.of("a stateless filter can go by the opcode", m)
                .input(j -> j.send("stock", "I 1,nut,5", "D 1,,"))
                .leaves("deletes", "D 1,nut,5")
                .leaves("inserts", "I 1,nut,5")
                .build();
    }

    private static Scenario computed() {
        ModelBuilder m = stock(IndexType.HASH);
        m.compute("twice", "id*:int64,name:string,n2:int64", "upper(item)", "n * 2 + 1");
        m.edge("stock", "twice");
        return Scenario.of("a stateful compute window keeps what it computed", m)
                .input(j -> j.send("stock", "I 1,nut,5", "P 1,bolt,6", "D 1,,"))
                .leaves("twice", "I 1,NUT,11", "U 1,BOLT,13 was 1,NUT,11", "D 1,BOLT,13")
                .retains("twice")
                .build();
    }

    private static Scenario statelessCompute() {
        ModelBuilder m = stock(IndexType.EMPTY);
        m.compute("twice", "id*:int64,n2:int64", "n * 2").index(IndexType.EMPTY);
        m.edge("stock", "twice");
        return Scenario.of("a stateless compute window does not evaluate deletes", m)
                .input(j -> j.send("stock", "I 1,nut,5", "P 1,nut,6", "U 1,nut,7", "D 1,,8"))
                .leaves("twice", "I 1,10", "P 1,12", "U 1,14", "D 1,")
                .build();
    }

    private static Scenario nullArithmetic() {
        ModelBuilder m = new ModelBuilder();
        m.source("in", "id*:int64,a:int32,b:int32");
        m.compute(
                "out", "id*:int64,sum:int32,quotient:double,cut:int64", "a + b", "a / b", "a / b");
        m.edge("in", "out");
        return Scenario.of("missing values spread, division is real and by zero missing", m)
                .input(j -> j.send("in", "I 1,7,2", "I 2,7,", "I 3,7,0", "I 4,-7,2"))
                .leaves("out", "I 1,9,3.5,3", "I 2,,,", "I 3,7,,", "I 4,-5,-3.5,-3")
                .build();
    }

    private static Scenario unresolvedAtStatelessFilter() {
        ModelBuilder m = stock(IndexType.EMPTY);
        m.filter("many", STOCK, "n >= 10").index(IndexType.EMPTY);
        m.edge("stock", "many");
        return Scenario.of("a stateless filter turns what does not pass into removals", m)
                .input(
                        j ->
                                j.send("stock", "I 1,nut,50", "U 1,nut,60", "U 1,nut,5")
                                        .send("stock", "P 2,pin,5", "P 2,pin,15", "D 2,pin,5"))
                .leaves("many", "I 1,nut,50", "U 1,nut,60", "D 1,nut,5", "S 2,pin,5", "P 2,pin,15")
                .build();
    }

    private static Scenario unresolvedAtStatefulFilter() {
        ModelBuilder m = stock(IndexType.EMPTY);
        m.filter("many", STOCK, "n >= 10");
        m.edge("stock", "many");
        return Scenario.of("a stateful filter goes by what it let through", m)
                .input(
                        j ->
                                j.send("stock", "I 1,nut,5", "U 1,nut,50", "I 1,nut,60")
                                        .send("stock", "U/P 1,,70", "P/P 1,bolt,", "U/P 2,,80")
                                        .send("stock", "P 1,bolt,1", "D 1,,", "D 3,,", "S 4,,"))
                .leaves(
                        "many",
                        "I 1,nut,50",
                        "U 1,nut,70 was 1,nut,50",
                        "U 1,bolt,70 was 1,nut,70",
                        "D 1,bolt,70")
                .retains("many")
                .refuses("many", 3)
                .build();
    }

    private static Scenario partialAtCompute() {
        ModelBuilder m = stock(IndexType.EMPTY);
        m.compute("twice", "id*:int64,n2:int64", "n * 2");
        m.edge("stock", "twice");
        return Scenario.of(
                        "a stateful compute window completes partial updates by its own copy of the"
                                + " input",
                        m)
                .input(j -> j.send("stock", "P/P 1,nut,5", "U/P 1,bolt,", "P/P 1,,7", "U 1,,8"))
                .leaves("twice", "I 1,10", "U 1,10 was 1,10", "U 1,14 was 1,10", "U 1,16 was 1,14")
                .refuses("twice", 0)
                .build();
    }
}
