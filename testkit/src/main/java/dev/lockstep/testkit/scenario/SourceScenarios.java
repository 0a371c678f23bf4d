package dev.lockstep.testkit.scenario;

import dev.lockstep.model.project.IndexType;
import dev.lockstep.testkit.model.ModelBuilder;
import java.util.List;

/** Opcodes at the entrance, stateful and stateless, and transactional blocks. */
final class SourceScenarios {
    private static final String ORDERS = "id*:int64,item:string,price:double";

    private SourceScenarios() {}

    static List<Scenario> all() {
        return List.of(
                opcodes(),
                partialUpdates(),
                stateless(),
                insertOnly(),
                generatedKeys(),
                compositeKeys(),
                transactions(),
                transactionFailsDownstream());
    }

    private static ModelBuilder orders() {
        ModelBuilder m = new ModelBuilder();
        m.source("orders", ORDERS);
        return m;
    }

    private static Scenario opcodes() {
        return Scenario.of("a stateful source resolves every opcode", orders())
                .input(
                        j ->
                                j.send("orders", "I 1,nut,2.5", "I 1,nut,9.0", "U 1,nut,3.0")
                                        .send("orders", "U 2,bolt,1.0", "P 2,bolt,1.0")
                                        .send("orders", "P 2,bolt,4.0", "D 3,,", "S 3,,")
                                        .send("orders", "D 1,,", "S 2,,", "I ,gap,1.0"))
                .leaves(
                        "orders",
                        "I 1,nut,2.5",
                        "U 1,nut,3.0 was 1,nut,2.5",
                        "I 2,bolt,1.0",
                        "U 2,bolt,4.0 was 2,bolt,1.0",
                        "D 1,nut,3.0",
                        "D 2,bolt,4.0")
                .retains("orders")
                .refuses("orders", 4)
                .build();
    }

    private static Scenario partialUpdates() {
        return Scenario.of("a partial update leaves empty fields alone", orders())
                .input(
                        j ->
                                j.send("orders", "I 1,nut,2.5", "U/P 1,,3.5", "P/P 1,screw,")
                                        .send("orders", "U 1,,4.5", "P/P 2,bolt,", "U/P 3,pin,"))
                .leaves(
                        "orders",
                        "I 1,nut,2.5",
                        "U 1,nut,3.5 was 1,nut,2.5",
                        "U 1,screw,3.5 was 1,nut,3.5",
                        "U 1,,4.5 was 1,screw,3.5",
                        "I 2,bolt,")
                .retains("orders", "1,,4.5", "2,bolt,")
                .refuses("orders", 1)
                .build();
    }

    private static Scenario stateless() {
        ModelBuilder m = new ModelBuilder();
        m.source("orders", ORDERS).index(IndexType.EMPTY);
        m.copy("kept", ORDERS);
        m.edge("orders", "kept");
        return Scenario.of("a stateless source passes on, the first stateful window resolves", m)
                .input(
                        j ->
                                j.send("orders", "I 1,nut,2.5", "P 1,nut,3.0", "U/P 1,,4.0")
                                        .send("orders", "D 1,,", "D 1,,", "S 1,,", "I ,gap,1.0"))
                .leaves(
                        "orders",
                        "I 1,nut,2.5",
                        "P 1,nut,3.0",
                        "U/P 1,,4.0",
                        "D 1,,",
                        "D 1,,",
                        "S 1,,")
                .leaves(
                        "kept",
                        "I 1,nut,2.5",
                        "U 1,nut,3.0 was 1,nut,2.5",
                        "U 1,nut,4.0 was 1,nut,3.0",
                        "D 1,nut,4.0")
                .retains("orders")
                .refuses("orders", 1)
                .refuses("kept", 1)
                .build();
    }

    private static Scenario insertOnly() {
        ModelBuilder m = new ModelBuilder();
        m.source("orders", ORDERS, true, false);
        return Scenario.of("an insert-only source refuses every other opcode", m)
                .input(
                        j ->
                                j.send(
                                        "orders",
                                        "I 1,nut,2.5",
                                        "U 1,nut,3.0",
                                        "P 2,nut,3.0",
                                        "D 1,,",
                                        "S 1,,",
                                        "I 1,nut,2.5"))
                .leaves("orders", "I 1,nut,2.5")
                .refuses("orders", 5)
                .build();
    }

    private static Scenario generatedKeys() {
        ModelBuilder m = new ModelBuilder();
        m.source("orders", ORDERS, true, true).index(IndexType.EMPTY);
        return Scenario.of("generated keys count up and skip refused events", m)
                .input(
                        j ->
                                j.send("orders", "I ,nut,2.5", "U ,nut,3.0")
                                        .send("orders", "I 77,bolt,1.0"))
                .leaves("orders", "I 0,nut,2.5", "I 1,bolt,1.0")
                .refuses("orders", 1)
                .build();
    }

    private static Scenario compositeKeys() {
        ModelBuilder m = new ModelBuilder();
        m.source("legs", "fare:double,origin*:string,seat*:int32");
        return Scenario.of("a key of two fields counts as a whole, wherever they stand", m)
                .input(
                        j ->
                                j.send("legs", "I 1.5,x,1", "I 2.5,x,2", "I 3.5,y,1", "P 4.5,x,1")
                                        .send("legs", "D ,y,1", "I 9.5,y,", "I 9.5,,1"))
                .leaves(
                        "legs",
                        "I 1.5,x,1",
                        "I 2.5,x,2",
                        "I 3.5,y,1",
                        "U 4.5,x,1 was 1.5,x,1",
                        "D 3.5,y,1")
                .retains("legs", "4.5,x,1", "2.5,x,2")
                .refuses("legs", 2)
                .build();
    }

    private static Scenario transactions() {
        return Scenario.of("a transactional block applies wholly or not at all", orders())
                .input(
                        j ->
                                j.send("orders", "I 1,nut,2.5")
                                        .transaction("orders", "I 2,pin,1.0", "D 9,,", "D 1,,")
                                        .transaction("orders", "I 2,bolt,1.0", "D 1,,"))
                .leaves("orders", "I 1,nut,2.5", "I 2,bolt,1.0", "D 1,nut,2.5")
                .retains("orders", "2,bolt,1.0")
                .refuses("orders", 3)
                .build();
    }

    private static Scenario transactionFailsDownstream() {
        ModelBuilder m = orders();
        m.source("more", ORDERS);
        m.union("both", ORDERS, true);
        m.filter("dear", ORDERS, "price > 2").index(IndexType.EMPTY);
        m.edge("orders", "both").edge("more", "both").edge("both", "dear").edge("orders", "dear");
        return Scenario.of("a window that refuses a transaction leaves the others theirs", m)
                .input(
                        j ->
                                j.send("more", "I 1,nut,5.0")
                                        .transaction("orders", "I 2,pin,3.0", "I 1,pin,4.0")
                                        .send("orders", "I 3,cap,9.0"))
                .leaves("orders", "I 2,pin,3.0", "I 1,pin,4.0", "I 3,cap,9.0")
                .leaves("both", "I 1,nut,5.0", "I 3,cap,9.0")
                .retains("both", "1,nut,5.0", "3,cap,9.0")
                .refuses("orders", 0)
                .refuses("both", 2)
                .build();
    }
}
