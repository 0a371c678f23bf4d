package dev.lockstep.testkit.scenario;

import dev.lockstep.api.schema.FieldType;
import dev.lockstep.model.project.IndexType;
import dev.lockstep.testkit.ArrayText;
import dev.lockstep.testkit.model.ModelBuilder;
import java.util.List;

/** Groups that appear, change and vanish, and every aggregate function. */
final class AggregateScenarios {
    private static final String TRADES = "id*:int64,sym:string,q:int32,p:double";

    private AggregateScenarios() {}

    static List<Scenario> all() {
        return List.of(
                groups(),
                movingBetweenGroups(),
                missingGroup(),
                numbers(),
                missingValues(),
                order(),
                counting(),
                texts(),
                arrays(),
                resolvesForItself(),
                equalKeysOfInserts());
    }

    private static ModelBuilder trades(IndexType source) {
        ModelBuilder m = new ModelBuilder();
        m.source("trades", TRADES).index(source);
        return m;
    }

    private static Scenario groups() {
        ModelBuilder m = trades(IndexType.HASH);
        m.aggregate("sum", "sym*:string,total:int64,n:int64", "ESP_aSum(q)", "ESP_aCount()");
        m.edge("trades", "sum");
        return Scenario.of("a group appears, changes and vanishes with its members", m)
                .input(
                        j ->
                                j.send("trades", "I 1,x,10,1.0", "I 2,x,5,1.0", "U 1,x,20,1.0")
                                        .send("trades", "I 3,y,1,1.0", "D 2,,,", "D 1,,,"))
                .leaves(
                        "sum",
                        "I x,10,1",
                        "U x,15,2 was x,10,1",
                        "U x,25,2 was x,15,2",
                        "I y,1,1",
                        "U x,20,1 was x,25,2",
                        "D x,20,1")
                .retains("sum", "y,1,1")
                .build();
    }

    private static Scenario movingBetweenGroups() {
        ModelBuilder m = trades(IndexType.HASH);
        m.aggregate("sum", "sym*:string,total:int64", "ESP_aSum(q)");
        m.edge("trades", "sum");
        return Scenario.of(
                        "an update that moves a member changes both groups, the old one first", m)
                .input(
                        j ->
                                j.send("trades", "I 1,x,10,1.0", "I 2,x,5,1.0", "U 1,y,10,1.0")
                                        .send("trades", "U 2,y,5,1.0"))
                .leaves(
                        "sum",
                        "I x,10",
                        "U x,15 was x,10",
                        "U x,5 was x,15",
                        "I y,10",
                        "D x,5",
                        "U y,15 was y,10")
                .retains("sum", "y,15")
                .build();
    }

    private static Scenario missingGroup() {
        ModelBuilder m = trades(IndexType.HASH);
        m.aggregate("sum", "sym*:string,total:int64", "ESP_aSum(q)");
        m.edge("trades", "sum");
        return Scenario.of("a member without a group is refused and counts nowhere", m)
                .input(j -> j.send("trades", "I 1,,10,1.0", "I 2,x,5,1.0", "U 2,,6,1.0"))
                .leaves("sum", "I x,5", "D x,5")
                .retains("sum")
                .refuses("sum", 2)
                .build();
    }

    private static Scenario numbers() {
        ModelBuilder m = trades(IndexType.HASH);
        m.aggregate(
                "stats",
                "sym*:string,ave:double,lo:int32,hi:double,dev:double,vwap:double",
                "ESP_aAve(q)",
                "ESP_aMin(q)",
                "ESP_aMax(p)",
                "ESP_aStd(q)",
                "ESP_aWAve(q,p)");
        m.edge("trades", "stats");
        return Scenario.of("averages, extremes, sample deviation and weighted average", m)
                .input(
                        j ->
                                j.send("trades", "I 1,x,2,1.0", "I 2,x,4,2.5", "D 1,,,")
                                        .send("trades", "U 2,x,0,3.0"))
                .leaves(
                        "stats",
                        "I x,2.0,2,1.0,0.0,1.0",
                        "U x,3.0,2,2.5,1.4142135623730951,2.0 was x,2.0,2,1.0,0.0,1.0",
                        "U x,4.0,4,2.5,0.0,2.5 was x,3.0,2,2.5,1.4142135623730951,2.0",
                        "U x,0.0,0,3.0,0.0, was x,4.0,4,2.5,0.0,2.5")
                .build();
    }

    private static Scenario missingValues() {
        ModelBuilder m = trades(IndexType.HASH);
        m.aggregate(
                "gaps",
                "sym*:string,total:int64,lo:int32,all:int64,full:int64,empty:int64,last:int32",
                "ESP_aSum(q)",
                "ESP_aMin(q)",
                "ESP_aCount()",
                "ESP_aCountNonNull(q)",
                "ESP_aCountNull(q)",
                "ESP_aLast(q)");
        m.edge("trades", "gaps");
        return Scenario.of("missing values count as rows only", m)
                .input(j -> j.send("trades", "I 1,x,,1.0", "I 2,x,4,1.0", "I 3,x,,1.0", "D 2,,,"))
                .leaves(
                        "gaps",
                        "I x,,,1,0,1,",
                        "U x,4,4,2,1,1,4 was x,,,1,0,1,",
                        "U x,4,4,3,1,2, was x,4,4,2,1,1,4",
                        "U x,,,2,0,2, was x,4,4,3,1,2,")
                .build();
    }

    private static Scenario order() {
        ModelBuilder m = trades(IndexType.HASH);
        m.aggregate(
                "order",
                "sym*:string,first:int32,last:int32,lag:int32",
                "ESP_aFirst(q)",
                "ESP_aLast(q)",
                "ESP_aLag(q,1)");
        m.edge("trades", "order");
        return Scenario.of("first, last and lag go by the order in which members were added", m)
                .input(
                        j ->
                                j.send("trades", "I 1,x,10,1.0", "I 2,x,20,1.0", "I 3,x,30,1.0")
                                        .send("trades", "D 3,,,", "U 1,x,11,1.0"))
                .leaves(
                        "order",
                        "I x,10,10,",
                        "U x,10,20,10 was x,10,10,",
                        "U x,10,30,20 was x,10,20,10",
                        "U x,10,20,10 was x,10,30,20",
                        "U x,20,11,20 was x,10,20,10")
                .build();
    }

    private static Scenario counting() {
        ModelBuilder m = trades(IndexType.HASH);
        m.aggregate(
                "counts",
                "sym*:string,distinct:int64,mode:int32,mean:double",
                "ESP_aCountDistinct(q)",
                "ESP_aMode(q)",
                "ESP_aSum(q * p) / ESP_aCount()");
        m.edge("trades", "counts");
        return Scenario.of("distinct values, the commonest one and arithmetic of aggregates", m)
                .input(
                        j ->
                                j.send("trades", "I 1,x,9,1.0", "I 2,x,3,2.0", "I 3,x,9,0.5")
                                        .send("trades", "D 1,,,"))
                .leaves(
                        "counts",
                        "I x,1,9,9.0",
                        "U x,2,3,7.5 was x,1,9,9.0",
                        "U x,2,9,6.5 was x,2,3,7.5",
                        "U x,2,3,5.25 was x,2,9,6.5")
                .build();
    }

    private static Scenario texts() {
        ModelBuilder m = new ModelBuilder();
        m.source("in", "id*:int64,g:int32,word:string");
        m.aggregate("words", "g*:int32,all:string", "ESP_aCat(word, '-')");
        m.edge("in", "words");
        return Scenario.of("texts are strung together in order, missing ones left out", m)
                .input(j -> j.send("in", "I 1,1,b", "I 2,1,", "I 3,1,a", "D 1,,"))
                .leaves("words", "I 1,b", "U 1,b was 1,b", "U 1,b-a was 1,b", "U 1,a was 1,b-a")
                .build();
    }

    private static Scenario arrays() {
        ModelBuilder m = new ModelBuilder();
        m.source("in", "id*:int64,g:int32,v:array(dbl),n:array(i64)");
        m.aggregate("means", "g*:int32,v:array(dbl),n:array(dbl)", "ESP_aAve(v)", "ESP_aAve(n)");
        m.edge("in", "means");
        return Scenario.of("arrays are averaged position by position, gaps left out", m)
                .input(
                        j ->
                                j.send("in", "I 1,1,,[3]", "I 2,1,[1;2;;Infinity],[]")
                                        .send("in", "I 3,1,[2;NaN;],[4;;1]", "D 2,,,")
                                        .send("in", "D 1,,,", "I 4,2,[Infinity],", "D 3,,,"))
                .leaves(
                        "means",
                        "I 1,," + reals("[3]"),
                        becomes("1", "[1;2;;Infinity]", "[3]", "", "[3]"),
                        becomes("1", "[1.5;2;;Infinity]", "[3.5;;1]", "[1;2;;Infinity]", "[3]"),
                        becomes("1", "[2;;]", "[3.5;;1]", "[1.5;2;;Infinity]", "[3.5;;1]"),
                        becomes("1", "[2;;]", "[4;;1]", "[2;;]", "[3.5;;1]"),
                        "I 2," + reals("[Infinity]") + ",",
                        "D 1," + reals("[2;;]") + "," + reals("[4;;1]"))
                .retains("means", "2," + reals("[Infinity]") + ",")
                .build();
    }

    private static String reals(String array) {
        return array.isEmpty() ? "" : ArrayText.printed(array, FieldType.ARRAY_DOUBLE);
    }

    private static String becomes(String key, String v, String n, String oldV, String oldN) {
        return "U %s,%s,%s was %s,%s,%s"
                .formatted(key, reals(v), reals(n), key, reals(oldV), reals(oldN));
    }

    private static Scenario resolvesForItself() {
        ModelBuilder m = trades(IndexType.EMPTY);
        m.aggregate("sum", "sym*:string,total:int64", "ESP_aSum(q)");
        m.edge("trades", "sum");
        return Scenario.of("behind a stateless window an aggregate resolves keys by its members", m)
                .input(
                        j ->
                                j.send("trades", "I 1,x,10,1.0", "I 1,x,1,1.0", "P 1,y,7,1.0")
                                        .send("trades", "D 1,,,", "D 1,,,", "U 2,x,1,1.0"))
                .leaves("sum", "I x,10", "D x,10", "I y,7", "D y,7")
                .refuses("sum", 3)
                .retains("sum")
                .build();
    }

    private static Scenario equalKeysOfInserts() {
        ModelBuilder m = new ModelBuilder();
        m.source("trades", TRADES, true, false).index(IndexType.EMPTY);
        m.aggregate("sum", "sym*:string,total:int64", "ESP_aSum(q)");
        m.edge("trades", "sum");
        return Scenario.of("where only inserts can come equal keys are two members", m)
                .input(j -> j.send("trades", "I 1,x,10,1.0", "I 1,x,1,1.0"))
                .leaves("sum", "I x,10", "U x,11 was x,10")
                .refuses("sum", 0)
                .build();
    }
}
