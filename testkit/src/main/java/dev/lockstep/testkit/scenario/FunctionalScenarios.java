package dev.lockstep.testkit.scenario;

import dev.lockstep.api.error.Location;
import dev.lockstep.model.project.IndexType;
import dev.lockstep.model.project.Located;
import dev.lockstep.model.project.WindowKind.EventLoop;
import dev.lockstep.model.project.WindowKind.Function;
import dev.lockstep.model.project.WindowKind.FunctionContext;
import dev.lockstep.model.project.WindowKind.Functional;
import dev.lockstep.testkit.model.ModelBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functional windows: what leaves for deletes, several rows of one cause, refused blocks. */
final class FunctionalScenarios {
    private static final String STOCK = "id*:int64,item:string,n:int32";
    private static final String BY_ITEM = "item*:string,id:int64,n:int32";

    private FunctionalScenarios() {}

    static List<Scenario> all() {
        return List.of(
                manyOfOneKey("filter"),
                manyOfOneKey("compute"),
                manyOfOneKey("copy"),
                movedBaseRow(),
                statelessMove(),
                deletes(),
                refusedByOneInput(),
                refusedOnce());
    }

    private static Located at(String text) {
        return new Located(text, Location.UNKNOWN);
    }

    private static @Nullable Located optional(String text) {
        return text.isEmpty() ? null : at(text);
    }

    /** Pairs of field and text. */
    private static FunctionContext context(String... functions) {
        List<Function> all = new java.util.ArrayList<>();
        for (int k = 0; k < functions.length; k += 2) {
            all.add(new Function(functions[k], at(functions[k + 1])));
        }
        return new FunctionContext(List.of(), all);
    }

    private static Functional functional(
            FunctionContext base, String opcode, String generate, EventLoop... loops) {
        return new Functional(base, optional(opcode), optional(generate), List.of(loops), false);
    }

    /** A turn for each letter of the item. */
    private static EventLoop letters(String... functions) {
        return new EventLoop(
                "regex",
                "letters",
                "letter",
                at("$item"),
                at("[a-z]"),
                0,
                context(functions),
                Location.UNKNOWN);
    }

    private static ModelBuilder stock(IndexType source) {
        ModelBuilder m = new ModelBuilder();
        m.source("stock", STOCK).index(source);
        return m;
    }

    private static Scenario manyOfOneKey(String kind) {
        ModelBuilder m = stock(IndexType.HASH);
        m.functional(
                        "each",
                        STOCK,
                        functional(context(), "upsert", "0", letters("item", "$letter")))
                .index(IndexType.EMPTY);
        switch (kind) {
            case "filter" -> m.filter("behind", STOCK, "n > 0");
            case "compute" -> m.compute("behind", STOCK, "item", "n");
            default -> m.copy("behind", STOCK);
        }
        m.edge("stock", "each").edge("each", "behind");
        return Scenario.of("changes of a key from one cause leave a " + kind + " as one", m)
                .input(j -> j.send("stock", "I 1,ab,5", "U 1,cde,6", "U 1,,7"))
                .leaves("each", "P 1,a,5", "P 1,b,5", "P 1,c,6", "P 1,d,6", "P 1,e,6")
                .leaves("behind", "I 1,b,5", "U 1,e,6 was 1,b,5")
                .retains("behind", "1,e,6")
                .refuses("behind", 0)
                .build();
    }

    private static Scenario movedBaseRow() {
        ModelBuilder m = stock(IndexType.HASH);
        m.functional("byItem", BY_ITEM, functional(context("n", "sum($n,1)"), "", ""));
        m.edge("stock", "byItem");
        return Scenario.of("an update that changes the key takes the old base row away", m)
                .input(
                        j ->
                                j.send("stock", "I 1,nut,5", "I 2,nut,6", "U 1,bolt,7")
                                        .send("stock", "U 1,bolt,8", "U 1,,9", "U 1,cog,1")
                                        .send("stock", "D 1,,"))
                .leaves(
                        "byItem",
                        "I nut,1,6",
                        "D nut,1,6",
                        "I bolt,1,8",
                        "U bolt,1,9 was bolt,1,8",
                        "D bolt,1,9",
                        "I cog,1,2",
                        "D cog,1,2")
                .retains("byItem")
                .refuses("byItem", 2)
                .build();
    }

    private static Scenario statelessMove() {
        ModelBuilder m = stock(IndexType.HASH);
        m.functional("byItem", BY_ITEM, functional(context("n", "sum($n,1)"), "", ""))
                .index(IndexType.EMPTY);
        m.edge("stock", "byItem");
        return Scenario.of("without an index an update leaves with its new key only", m)
                .input(j -> j.send("stock", "I 1,nut,5", "U 1,bolt,7", "D 1,,"))
                .leaves("byItem", "I nut,1,6", "U bolt,1,8", "D bolt,1,")
                .refuses("byItem", 0)
                .build();
    }

    private static Scenario deletes() {
        ModelBuilder m = stock(IndexType.HASH);
        m.functional(
                "each",
                STOCK,
                functional(
                        context("n", "eventCounter()"),
                        "",
                        "gt($n,0)",
                        letters("id", "sum(100,eventNumber())")));
        m.edge("stock", "each");
        return Scenario.of("a delete takes the base row, and rows of loops stay", m)
                .input(j -> j.send("stock", "I 1,ab,5", "D 1,,", "I 2,,5"))
                .leaves("each", "I 1,ab,1", "I 100,ab,1", "I 101,ab,1", "D 1,ab,1", "I 2,,2")
                .retains("each", "100,ab,1", "101,ab,1", "2,,2")
                .refuses("each", 0)
                .build();
    }

    private static Scenario refusedByOneInput() {
        ModelBuilder m = stock(IndexType.EMPTY);
        m.filter("some", STOCK, "n > 0").index(IndexType.EMPTY);
        m.functional("both", STOCK, functional(context("n", "sum($n,1)"), "upsert", ""));
        m.edge("stock", "some").edge("stock", "both").edge("some", "both");
        return Scenario.of("a block that one input cannot take is refused on all inputs", m)
                .input(
                        j ->
                                j.send("stock", "I 1,nut,0")
                                        .transaction("stock", "I 2,nut,5", "I 1,nut,0")
                                        .send("stock", "I 2,nut,6"))
                .leaves("some", "I 2,nut,5", "I 2,nut,6")
                .leaves("both", "I 1,nut,1", "I 2,nut,7")
                .retains("both", "1,nut,1", "2,nut,7")
                .refuses("both", 3)
                .build();
    }

    private static Scenario refusedOnce() {
        ModelBuilder m = stock(IndexType.HASH);
        m.functional(
                "f", STOCK, functional(context("n", "$item"), "if(equals($id,3),'nonsense')", ""));
        m.edge("stock", "f");
        return Scenario.of("an event of a refused block counts once, whatever is wrong with it", m)
                .input(
                        j ->
                                j.transaction("stock", "I 1,x,5", "I 2,y,5", "I 3,z,1")
                                        .transaction("stock", "I 4,x,5", "I 5,6,5"))
                .leaves("f", "I 4,x,", "I 5,6,6")
                .refuses("f", 4)
                .build();
    }
}
