package dev.lockstep.testkit.scenario;

import dev.lockstep.api.error.Location;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.model.project.IndexType;
import dev.lockstep.model.project.WindowKind;
import dev.lockstep.model.project.WindowKind.JoinOutput;
import dev.lockstep.model.project.WindowKind.JoinType;
import dev.lockstep.testkit.model.ModelBuilder;
import dev.lockstep.testkit.model.WindowDraft;
import java.util.List;

/** Facts and dimensions in every join type, with and without regeneration. */
final class JoinScenarios {
    private static final String FACTS = "id*:int64,sym:string,q:int32";
    private static final String DIMENSIONS = "sym*:string,name:string";
    private static final String JOINED = "id*:int64,q:int32,name:string";

    private JoinScenarios() {}

    static List<Scenario> all() {
        return List.of(
                leftOuter(),
                inner(),
                rightOuter(),
                fullOuter(),
                rightOuterOneToOne(),
                noRegenerates(),
                statelessRegenerating(),
                ownAggregate(),
                ownAggregateWithIndex(),
                statelessPassing(),
                extraCondition(),
                innerWithoutFacts(),
                factIndexEmpty(),
                refusedTransaction(),
                computedFields());
    }

    private static ModelBuilder model(JoinType type, boolean noRegenerates, IndexType index) {
        ModelBuilder m = new ModelBuilder();
        m.source("facts", FACTS);
        m.source("names", DIMENSIONS);
        draft(m, type, noRegenerates).index(index);
        return m.edge("facts", "join", "left", -1).edge("names", "join", "right", -1);
    }

    private static WindowDraft draft(ModelBuilder m, JoinType type, boolean noRegenerates) {
        return m.join(
                "join", JOINED, type, noRegenerates, List.of("sym=sym"), List.of("l_q", "r_name"));
    }

    private static Scenario leftOuter() {
        return Scenario.of(
                        "a late dimension row renews the facts that waited for it",
                        model(JoinType.LEFT_OUTER, false, IndexType.HASH))
                .input(
                        j ->
                                j.send("facts", "I 1,x,10", "I 2,y,20", "I 3,x,30", "I 4,,40")
                                        .send("names", "I x,xen", "I z,zed", "U x,xyl")
                                        .send("facts", "U 1,y,11", "D 3,,", "D 9,,")
                                        .send("names", "D x,", "I x,xon"))
                .leaves(
                        "join",
                        "I 1,10,",
                        "I 2,20,",
                        "I 3,30,",
                        "I 4,40,",
                        "U 1,10,xen was 1,10,",
                        "U 3,30,xen was 3,30,",
                        "U 1,10,xyl was 1,10,xen",
                        "U 3,30,xyl was 3,30,xen",
                        "U 1,11, was 1,10,xyl",
                        "D 3,30,xyl")
                .retains("join", "1,11,", "2,20,", "4,40,")
                .refuses("join", 0)
                .build();
    }

    private static Scenario inner() {
        return Scenario.of(
                        "an inner join shows matches only",
                        model(JoinType.INNER, false, IndexType.HASH))
                .input(
                        j ->
                                j.send("facts", "I 1,x,10", "I 2,y,20")
                                        .send("names", "I x,xen")
                                        .send("facts", "I 3,x,30", "U 1,y,11", "U 2,x,21")
                                        .send("names", "U x,xyl", "D x,")
                                        .send("facts", "D 1,,"))
                .leaves(
                        "join",
                        "I 1,10,xen",
                        "I 3,30,xen",
                        "D 1,10,xen",
                        "I 2,21,xen",
                        "U 2,21,xyl was 2,21,xen",
                        "U 3,30,xyl was 3,30,xen",
                        "D 2,21,xyl",
                        "D 3,30,xyl")
                .retains("join")
                .build();
    }

    private static Scenario rightOuter() {
        ModelBuilder m = new ModelBuilder();
        m.source("names", DIMENSIONS);
        m.source("facts", FACTS);
        m.join(
                "join",
                JOINED,
                JoinType.RIGHT_OUTER,
                false,
                List.of("sym=sym"),
                List.of("r_q", "l_name"));
        m.edge("facts", "join", "right", -1).edge("names", "join", "left", -1);
        return Scenario.of("a right outer join has its facts on the right, roles before order", m)
                .input(
                        j ->
                                j.send("facts", "I 1,x,10", "I 2,y,20")
                                        .send("names", "I y,yak", "D y,"))
                .leaves(
                        "join",
                        "I 1,10,",
                        "I 2,20,",
                        "U 2,20,yak was 2,20,",
                        "U 2,20, was 2,20,yak")
                .retains("join", "1,10,", "2,20,")
                .build();
    }

    private static Scenario fullOuter() {
        ModelBuilder m = new ModelBuilder();
        m.source("a", "k*:int64,x:string");
        m.source("b", "k*:int64,y:string");
        m.join(
                "join",
                "k*:int64,x:string,y:string",
                JoinType.FULL_OUTER,
                false,
                List.of("k=k"),
                List.of("l_x", "r_y"));
        m.edge("a", "join", "left", -1).edge("b", "join", "right", -1);
        return Scenario.of("a full outer join of two dimensions keeps either side", m)
                .input(
                        j ->
                                j.send("b", "I 1,one")
                                        .send("a", "I 2,deux", "I 1,un", "D 2,")
                                        .send("b", "U 1,uno", "I 3,tre")
                                        .send("a", "D 1,")
                                        .send("b", "D 1,"))
                .leaves(
                        "join",
                        "I 1,,one",
                        "I 2,deux,",
                        "U 1,un,one was 1,,one",
                        "D 2,deux,",
                        "U 1,un,uno was 1,un,one",
                        "I 3,,tre",
                        "U 1,,uno was 1,un,uno",
                        "D 1,,uno")
                .retains("join", "3,,tre")
                .build();
    }

    private static Scenario noRegenerates() {
        return Scenario.of(
                        "without regeneration a dimension counts for later facts only",
                        model(JoinType.LEFT_OUTER, true, IndexType.HASH))
                .input(
                        j ->
                                j.send("facts", "I 1,x,10")
                                        .send("names", "I x,xen")
                                        .send("facts", "I 2,x,20", "U 1,x,11", "D 2,,"))
                .leaves("join", "I 1,10,", "I 2,20,xen", "U 1,11,xen was 1,10,", "D 2,20,xen")
                .retains("join", "1,11,xen")
                .build();
    }

    private static Scenario statelessRegenerating() {
        return Scenario.of(
                        "a stateless join renews facts as upserts, in their order of arrival",
                        model(JoinType.LEFT_OUTER, false, IndexType.EMPTY))
                .input(
                        j ->
                                j.send("facts", "I 2,x,20", "I 1,x,10")
                                        .send("names", "I x,xen", "D x,"))
                .leaves(
                        "join",
                        "I 2,20,",
                        "I 1,10,",
                        "P 2,20,xen",
                        "P 1,10,xen",
                        "P 2,20,",
                        "P 1,10,")
                .retains("join")
                .build();
    }

    /** Facts joined with an aggregate of themselves: the trace published for tagged tokens. */
    private static ModelBuilder own(IndexType index) {
        ModelBuilder m = new ModelBuilder();
        m.source("facts", FACTS);
        m.aggregate("sums", "sym*:string,total:int64", "ESP_aSum(q)");
        m.join(
                        "join",
                        "id*:int64,q:int32,total:int64",
                        JoinType.LEFT_OUTER,
                        false,
                        List.of("sym=sym"),
                        List.of("l_q", "r_total"))
                .index(index);
        return m.edge("facts", "sums")
                .edge("facts", "join", "left", -1)
                .edge("sums", "join", "right", -1);
    }

    private static Scenario ownAggregate() {
        return Scenario.of(
                        "a fact meets the sum that it changed, after the renewed earlier facts",
                        own(IndexType.EMPTY))
                .input(j -> j.send("facts", "I 1,x,1", "I 2,x,2", "I 3,x,4"))
                .leaves("join", "I 1,1,1", "P 1,1,3", "I 2,2,3", "P 1,1,7", "P 2,2,7", "I 3,4,7")
                .build();
    }

    private static Scenario ownAggregateWithIndex() {
        return Scenario.of(
                        "with an index the renewal and the change of one fact leave as one",
                        own(IndexType.HASH))
                .input(j -> j.send("facts", "I 1,x,1", "I 2,x,2", "U 2,x,5"))
                .leaves(
                        "join",
                        "I 1,1,1",
                        "U 1,1,3 was 1,1,1",
                        "I 2,2,3",
                        "U 1,1,6 was 1,1,3",
                        "U 2,5,6 was 2,2,3")
                .retains("join", "1,1,6", "2,5,6")
                .build();
    }

    private static Scenario statelessPassing() {
        ModelBuilder m = new ModelBuilder();
        m.source("facts", FACTS, true, false).index(IndexType.EMPTY);
        m.source("names", DIMENSIONS);
        draft(m, JoinType.LEFT_OUTER, true).index(IndexType.EMPTY);
        m.edge("facts", "join", "left", -1).edge("names", "join", "right", -1);
        return Scenario.of("the cheapest join looks up and forgets", m)
                .input(
                        j ->
                                j.send("facts", "I 1,x,10")
                                        .send("names", "I x,xen", "U x,xyl")
                                        .send("facts", "I 2,x,20", "I 3,y,30"))
                .leaves("join", "I 1,10,", "I 2,20,xyl", "I 3,30,")
                .build();
    }

    private static Scenario extraCondition() {
        ModelBuilder m = new ModelBuilder();
        m.source("facts", "id*:int64,sym:string,unit:string");
        m.source("names", "sym*:string,unit:string,name:string");
        m.join(
                "join",
                "id*:int64,name:string",
                JoinType.LEFT_OUTER,
                false,
                List.of("sym=sym", "unit=unit"),
                List.of("r_name"));
        m.edge("facts", "join", "left", -1).edge("names", "join", "right", -1);
        return Scenario.of("a condition outside the dimension's key counts too, missing never", m)
                .input(
                        j ->
                                j.send("facts", "I 1,x,kg", "I 2,x,", "I 3,x,lb")
                                        .send("names", "I x,,nobody", "U x,kg,xen", "U x,lb,xyl"))
                .leaves(
                        "join",
                        "I 1,",
                        "I 2,",
                        "I 3,",
                        "U 1,xen was 1,",
                        "U 1, was 1,xen",
                        "U 3,xyl was 3,")
                .retains("join", "1,", "2,", "3,xyl")
                .build();
    }

    private static Scenario innerWithoutFacts() {
        return Scenario.of(
                        "an inner join without facts goes by its own output",
                        model(JoinType.INNER, true, IndexType.HASH))
                .input(
                        j ->
                                j.send("facts", "I 1,x,10")
                                        .send("names", "I x,xen", "I y,yak")
                                        .send("facts", "U 1,x,11", "U 1,z,12", "D 1,,")
                                        .send("facts", "I 2,y,20", "U 2,x,21")
                                        .send("names", "D x,")
                                        .send("facts", "D 2,,", "I 3,x,30"))
                .leaves(
                        "join",
                        "I 1,11,xen",
                        "D 1,11,xen",
                        "I 2,20,yak",
                        "U 2,21,xen was 2,20,yak",
                        "D 2,21,xen")
                .retains("join")
                .refuses("join", 0)
                .build();
    }

    private static Scenario factIndexEmpty() {
        ModelBuilder m = new ModelBuilder();
        m.source("facts", FACTS);
        m.source("names", DIMENSIONS);
        WindowKind.Join kind =
                new WindowKind.Join(
                        JoinType.LEFT_OUTER,
                        false,
                        false,
                        IndexType.EMPTY,
                        null,
                        List.of(new WindowKind.FieldPair("sym", "sym", Location.UNKNOWN)),
                        List.of(
                                new JoinOutput.Selection("q", true, "q", Location.UNKNOWN),
                                new JoinOutput.Selection("name", false, "name", Location.UNKNOWN)));
        m.join("join", JOINED, kind);
        m.edge("facts", "join", "left", -1).edge("names", "join", "right", -1);
        return Scenario.of("an empty index on the fact side ends regeneration", m)
                .input(
                        j ->
                                j.send("facts", "I 1,x,10")
                                        .send("names", "I x,xen")
                                        .send("facts", "I 2,x,20"))
                .leaves("join", "I 1,10,", "I 2,20,xen")
                .build();
    }

    private static Scenario refusedTransaction() {
        ModelBuilder m = new ModelBuilder();
        m.source("facts", FACTS).index(IndexType.EMPTY);
        m.source("names", DIMENSIONS);
        draft(m, JoinType.INNER, false);
        m.edge("facts", "join", "left", -1).edge("names", "join", "right", -1);
        return Scenario.of("a join forgets the facts of a transaction that it refuses", m)
                .input(
                        j ->
                                j.send("facts", "I 1,x,10")
                                        .transaction("facts", "U 1,x,11", "I 2,x,20", "D 7,,")
                                        .send("names", "I x,xen"))
                .leaves("facts", "I 1,x,10", "U 1,x,11", "I 2,x,20", "D 7,,")
                .leaves("join", "I 1,10,xen")
                .refuses("join", 3)
                .build();
    }

    private static Scenario computedFields() {
        ModelBuilder m = new ModelBuilder();
        m.source("facts", FACTS);
        m.source("rates", "sym*:string,rate:double");
        WindowKind.Join kind =
                new WindowKind.Join(
                        JoinType.LEFT_OUTER,
                        false,
                        false,
                        null,
                        null,
                        List.of(new WindowKind.FieldPair("sym", "sym", Location.UNKNOWN)),
                        List.of(
                                ModelBuilder.computed("cost", FieldType.DOUBLE, "l_q * r_rate"),
                                ModelBuilder.computed(
                                        "known", FieldType.INT32, "not isnull(r_sym)")));
        m.join("join", "id*:int64,cost:double,known:int32", kind);
        m.edge("facts", "join", "left", -1).edge("rates", "join", "right", -1);
        return Scenario.of("a join computes with the fields of both sides", m)
                .input(j -> j.send("facts", "I 1,x,10").send("rates", "I x,1.5"))
                .leaves("join", "I 1,,0", "U 1,15.0,1 was 1,,0")
                .build();
    }

    private static Scenario rightOuterOneToOne() {
        ModelBuilder m = new ModelBuilder();
        m.source("a", "k*:int64,x:string");
        m.source("b", "k*:int64,y:string");
        m.join(
                "join",
                "k*:int64,x:string,y:string",
                JoinType.RIGHT_OUTER,
                false,
                List.of("k=k"),
                List.of("l_x", "r_y"));
        m.edge("a", "join", "left", -1).edge("b", "join", "right", -1);
        return Scenario.of("of two dimensions the side that the type preserves is the fact side", m)
                .input(
                        j ->
                                j.send("a", "I 1,un", "I 2,deux")
                                        .send("b", "I 2,two", "I 3,three")
                                        .send("a", "D 2,", "I 3,trois"))
                .leaves(
                        "join",
                        "I 2,deux,two",
                        "I 3,,three",
                        "U 2,,two was 2,deux,two",
                        "U 3,trois,three was 3,,three")
                .retains("join", "2,,two", "3,trois,three")
                .build();
    }
}
