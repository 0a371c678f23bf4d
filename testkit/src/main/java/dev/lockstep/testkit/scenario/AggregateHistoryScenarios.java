package dev.lockstep.testkit.scenario;

import dev.lockstep.model.project.IndexType;
import dev.lockstep.testkit.model.ModelBuilder;
import java.util.List;

/** Functions that go by what a group went through, not only by what is in it. */
final class AggregateHistoryScenarios {
    private static final String TRADES = "id*:int64,sym:string,q:int32";

    private AggregateHistoryScenarios() {}

    static List<Scenario> all() {
        return List.of(
                equalValues(),
                manyInOrder(),
                opcodes(),
                opcodesOfMoves(),
                emptied(),
                lastEntered(),
                timed(),
                timedWithDeletes(),
                joinedNumbers());
    }

    private static ModelBuilder trades() {
        ModelBuilder m = new ModelBuilder();
        m.source("trades", TRADES).index(IndexType.HASH);
        return m;
    }

    private static Scenario equalValues() {
        ModelBuilder m = trades();
        m.aggregate(
                "ends",
                "sym*:string,first:int32,last:int32,before:int32",
                "ESP_aFirst(q)",
                "ESP_aLast(q)",
                "ESP_aLag(q,1)");
        m.edge("trades", "ends");
        return Scenario.of("the member that leaves is known by its key, not by its value", m)
                .input(
                        j ->
                                j.send("trades", "I 1,x,7", "I 2,x,8", "I 3,x,7")
                                        .send("trades", "D 3,,", "I 4,x,7", "D 1,,"))
                .leaves(
                        "ends",
                        "I x,7,7,",
                        "U x,7,8,7 was x,7,7,",
                        "U x,7,7,8 was x,7,8,7",
                        "U x,7,8,7 was x,7,7,8",
                        "U x,7,7,8 was x,7,8,7",
                        "U x,8,7,8 was x,7,7,8")
                .build();
    }

    private static Scenario manyInOrder() {
        ModelBuilder m = trades();
        m.aggregate(
                "all", "sym*:string,text:string,third:int32", "ESP_aCat(q, ' ')", "ESP_aLag(q,2)");
        m.edge("trades", "all");
        return Scenario.of("an updated member goes to the end, whichever it was", m)
                .input(
                        j ->
                                j.send("trades", "I 1,x,1", "I 2,x,2", "I 3,x,3", "I 4,x,4")
                                        .send("trades", "U 2,x,5", "D 3,,", "D 2,,", "D 4,,"))
                .leaves(
                        "all",
                        "I x,1,",
                        "U x,1 2, was x,1,",
                        "U x,1 2 3,1 was x,1 2,",
                        "U x,1 2 3 4,2 was x,1 2 3,1",
                        "U x,1 3 4 5,3 was x,1 2 3 4,2",
                        "U x,1 4 5,1 was x,1 3 4 5,3",
                        "U x,1 4, was x,1 4 5,1",
                        "U x,1, was x,1 4,")
                .build();
    }

    private static Scenario opcodes() {
        ModelBuilder m = trades();
        m.aggregate(
                "kinds",
                "sym*:string,i:int64,u:int64,d:int64,last:int32",
                "ESP_aCountOpcodes(1)",
                "ESP_aCountOpcodes(2)",
                "ESP_aCountOpcodes(3)",
                "ESP_aLastOpcode()");
        m.edge("trades", "kinds");
        return Scenario.of("changes of a group are counted by kind, as they were resolved", m)
                .input(
                        j ->
                                j.send("trades", "I 1,x,1", "P 2,x,1", "P 1,x,2", "U 1,x,3")
                                        .send("trades", "S 1,,", "S 1,,"))
                .leaves(
                        "kinds",
                        "I x,1,0,0,1",
                        "U x,2,0,0,1 was x,1,0,0,1",
                        "U x,2,1,0,2 was x,2,0,0,1",
                        "U x,2,2,0,2 was x,2,1,0,2",
                        "U x,2,2,1,3 was x,2,2,0,2")
                .build();
    }

    private static Scenario opcodesOfMoves() {
        ModelBuilder m = trades();
        m.aggregate(
                "kinds",
                "sym*:string,i:int64,d:int64,last:int32",
                "ESP_aCountOpcodes(1)",
                "ESP_aCountOpcodes(3)",
                "ESP_aLastOpcode(q)");
        m.edge("trades", "kinds");
        return Scenario.of(
                        "a member that moves is deleted from one group and inserted in another", m)
                .input(j -> j.send("trades", "I 1,x,1", "I 2,x,1", "U 2,y,1"))
                .leaves(
                        "kinds",
                        "I x,1,0,1",
                        "U x,2,0,1 was x,1,0,1",
                        "U x,2,1,3 was x,2,0,1",
                        "I y,1,0,1")
                .build();
    }

    private static Scenario emptied() {
        ModelBuilder m = trades();
        m.aggregate("kinds", "sym*:string,i:int64", "ESP_aCountOpcodes(1)");
        m.edge("trades", "kinds");
        return Scenario.of("an empty group forgets what it went through", m)
                .input(j -> j.send("trades", "I 1,x,1", "I 2,x,1", "D 1,,", "D 2,,", "I 3,x,1"))
                .leaves("kinds", "I x,1", "U x,2 was x,1", "U x,2 was x,2", "D x,2", "I x,1")
                .build();
    }

    private static Scenario lastEntered() {
        ModelBuilder m = trades();
        m.aggregate(
                "ends",
                "sym*:string,there:int32,ever:int32",
                "ESP_aLast(q)",
                "ESP_aLastNonDelete(q)");
        m.edge("trades", "ends");
        return Scenario.of("the last row that was no delete counts even when it is gone", m)
                .input(j -> j.send("trades", "I 1,x,1", "I 2,x,2", "D 2,,", "U 1,x,"))
                .leaves(
                        "ends",
                        "I x,1,1",
                        "U x,2,2 was x,1,1",
                        "U x,1,2 was x,2,2",
                        "U x,, was x,1,2")
                .build();
    }

    private static Scenario timed() {
        ModelBuilder m = new ModelBuilder();
        m.source("trades", TRADES, true, false).index(IndexType.EMPTY);
        m.aggregate(
                "lately",
                "sym*:string,n:int64,sum:int64,ave:double,lo:int32,hi:int32",
                "ESP_aCountTimed(10)",
                "ESP_aSumTimed(q, 10)",
                "ESP_aAveTimed(q, 10)",
                "ESP_aMinTimed(q, 10)",
                "ESP_aMaxTimed(q, 2.5)");
        m.edge("trades", "lately");
        return Scenario.of("timed functions begin anew with a row that comes late enough", m)
                .input(
                        j ->
                                j.at(1)
                                        .send("trades", "I 1,x,4")
                                        .at(3)
                                        .send("trades", "I 2,x,2")
                                        .at(4)
                                        .send("trades", "I 3,y,1")
                                        .heartbeat(20)
                                        .at(21)
                                        .send("trades", "I 4,x,"))
                .leaves(
                        "lately",
                        "I x,1,4,4.0,4,4",
                        "U x,2,6,3.0,2,4 was x,1,4,4.0,4,4",
                        "I y,1,1,1.0,1,1",
                        "U x,1,,,, was x,2,6,3.0,2,4")
                .build();
    }

    private static Scenario timedWithDeletes() {
        ModelBuilder m = trades();
        m.aggregate(
                "lately",
                "sym*:string,n:int64,sum:int64",
                "ESP_aCountTimed(5)",
                "ESP_aSumTimed(q, 5)");
        m.edge("trades", "lately");
        return Scenario.of("what timed functions have dropped cannot leave them again", m)
                .input(
                        j ->
                                j.at(1)
                                        .send("trades", "I 1,x,4", "I 2,x,2")
                                        .at(6)
                                        .send(
                                                "trades", "D 2,,", "I 3,x,8", "D 1,,", "I 4,x,1",
                                                "D 3,,"))
                .leaves(
                        "lately",
                        "I x,1,4",
                        "U x,2,6 was x,1,4",
                        "U x,1,4 was x,2,6",
                        "U x,1,8 was x,1,4",
                        "U x,1,8 was x,1,8",
                        "U x,2,9 was x,1,8",
                        "U x,1,1 was x,2,9")
                .build();
    }

    private static Scenario joinedNumbers() {
        ModelBuilder m = new ModelBuilder();
        m.source("in", "id*:int64,g:int32,x:double", true, false).index(IndexType.EMPTY);
        m.aggregate("texts", "g*:int32,all:string", "ESP_aCat(x, '; ')");
        m.edge("in", "texts");
        return Scenario.of("numbers are strung together as expressions turn them to text", m)
                .input(j -> j.send("in", "I 1,1,2.0", "I 2,1,0.25", "I 3,1,-1e20", "I 4,1,"))
                .leaves(
                        "texts",
                        "I 1,2",
                        "U 1,2; 0.25 was 1,2",
                        "U 1,2; 0.25; -100000000000000000000 was 1,2; 0.25",
                        "U 1,2; 0.25; -100000000000000000000 was 1,2; 0.25; -100000000000000000000")
                .build();
    }
}
