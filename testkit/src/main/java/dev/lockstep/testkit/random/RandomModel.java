package dev.lockstep.testkit.random;

import dev.lockstep.model.project.IndexType;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.project.RetentionSpec;
import dev.lockstep.model.project.WindowKind.Functional;
import dev.lockstep.model.project.WindowKind.JoinType;
import dev.lockstep.testkit.model.ModelBuilder;
import dev.lockstep.testkit.model.WindowDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes a project of four to eight windows. Nearly all windows have the schema {@link #FACTS}, so
 * that any can feed any; aggregates by {@code g} and one kind of source have {@link #DIMENSIONS}.
 * Corners whose outcome the public material leaves open are left out: stateless filters, computes
 * and joins never see changes that nobody has resolved.
 */
public final class RandomModel {
    static final String FACTS = "id*:int64,g:string,h:int32,v:double,t:stamp";
    static final String DIMENSIONS = "g*:string,w:double,n:int64";

    /** A key of two fields, one of which updates change. */
    private static final String WIDE_KEY = "id*:int64,h*:int32,g:string,v:double,n:int64";

    private static final int MAX_WINDOWS = 8;

    /** What a window's output is like. */
    private enum Flow {
        INSERTS,
        /** Inserts, updates with their old rows, deletes with all fields. */
        RESOLVED,
        /** Anything. */
        UNRESOLVED
    }

    private record Node(String name, String schema, Flow flow, int slots) {
        boolean isFacts() {
            return schema.equals(FACTS);
        }
    }

    private final Dice dice;
    private final ModelBuilder model = new ModelBuilder();
    private final List<Node> nodes = new ArrayList<>();
    private int windows;

    private final boolean isDaring;

    private RandomModel(long seed, boolean isDaring) {
        dice = new Dice(seed * 31 + 7);
        this.isDaring = isDaring;
    }

    /** The project of that seed, always the same. */
    public static ProjectSpec of(long seed) {
        return new RandomModel(seed, false).build();
    }

    /**
     * A project that may also have the open corners; what the reference does there is listed in
     * {@code docs/internals/reference-semantics.md}.
     */
    public static ProjectSpec daring(long seed) {
        return new RandomModel(seed, true).build();
    }

    private boolean mayPassOn(Node n) {
        return isDaring || n.flow() != Flow.UNRESOLVED;
    }

    private ProjectSpec build() {
        if (dice.percent(20)) {
            model.retentionTracking();
        }
        factSource();
        if (dice.percent(40)) {
            factSource();
        }
        if (dice.percent(70)) {
            dimensionSource();
        }
        int wanted = dice.between(Math.max(windows + 1, 4), MAX_WINDOWS);
        int tries = 0;
        while (windows < wanted && tries++ < 100) {
            derived();
        }
        return model.build();
    }

    private String name(String kind) {
        return kind + ++windows;
    }

    private void derived() {
        switch (dice.below(29)) {
            case 0, 1, 2 -> copy();
            case 3, 4 -> filter();
            case 5, 6 -> compute();
            case 7, 8, 9 -> aggregate();
            case 10, 11, 12, 13, 14 -> join();
            case 15, 16 -> fullJoin();
            case 17, 18, 19 -> union();
            case 20, 21, 22 -> calculate();
            case 23, 24, 25, 26 -> functional();
            default -> counter();
        }
    }

    private IndexType stateful() {
        return dice.percent(70) ? IndexType.HASH : IndexType.RBTREE;
    }

    private @Nullable Node anyNode(Predicate<Node> fits) {
        List<Node> choices = nodes.stream().filter(fits).toList();
        return choices.isEmpty() ? null : dice.pick(choices);
    }

    /** Adds the edge, from a splitter now and then with a slot. */
    private void edge(Node from, String to, @Nullable String role) {
        boolean isSlotted = from.slots() > 0 && dice.percent(70);
        model.edge(from.name(), to, role, isSlotted ? dice.below(from.slots()) : -1);
    }

    /** Finishes a window: options that any window may have. */
    private void finish(WindowDraft draft, String name, String schema, Flow flow) {
        int slots = 0;
        Flow left = flow;
        if (flow == Flow.RESOLVED && dice.percent(12)) {
            slots = 3;
            draft.splitBy(schema.equals(FACTS) ? "h" : "n");
        }
        if (dice.percent(5)) {
            draft.pulse(dice.between(1, 5));
        }
        if (dice.percent(6)) {
            draft.outputInsertOnly();
            left = Flow.INSERTS;
        } else if (dice.percent(15)) {
            draft.collapseUpdates();
        }
        nodes.add(new Node(name, schema, left, slots));
    }

    private void factSource() {
        String name = name("facts");
        switch (dice.below(6)) {
            case 0 ->
                    finish(
                            model.source(name, FACTS, true, false).index(IndexType.EMPTY),
                            name,
                            FACTS,
                            Flow.INSERTS);
            case 1 ->
                    finish(
                            model.source(name, FACTS, true, true).index(IndexType.EMPTY),
                            name,
                            FACTS,
                            Flow.INSERTS);
            case 2 ->
                    finish(
                            model.source(name, FACTS).index(IndexType.EMPTY),
                            name,
                            FACTS,
                            Flow.UNRESOLVED);
            default -> {
                WindowDraft draft = model.source(name, FACTS).index(stateful());
                if (dice.percent(30)) {
                    retention(draft);
                }
                finish(draft, name, FACTS, Flow.RESOLVED);
            }
        }
    }

    private void dimensionSource() {
        String name = name("names");
        finish(model.source(name, DIMENSIONS).index(stateful()), name, DIMENSIONS, Flow.RESOLVED);
    }

    private void retention(WindowDraft draft) {
        RetentionSpec.Type type = dice.pick(List.of(RetentionSpec.Type.values()));
        switch (type) {
            case BYCOUNT_SLIDING, BYCOUNT_JUMPING -> draft.retain(type, dice.between(1, 6));
            default ->
                    draft.retain(
                            type,
                            dice.between(2, 20),
                            dice.percent(50) ? "t" : null,
                            type == RetentionSpec.Type.BYTIME_JUMPING_LOOKBACK
                                    ? dice.between(1, 5)
                                    : 0);
        }
    }

    private void copy() {
        Node from = anyNode(n -> true);
        if (from == null) {
            return;
        }
        String name = name("copy");
        WindowDraft draft = model.copy(name, from.schema());
        edge(from, name, null);
        if (dice.percent(15) && from.slots() == 0) {
            finish(draft.index(IndexType.EMPTY), name, from.schema(), from.flow());
            return;
        }
        if (from.isFacts() && dice.percent(75)) {
            retention(draft);
        }
        finish(draft.index(stateful()), name, from.schema(), Flow.RESOLVED);
    }

    private void filter() {
        Node from = anyNode(n -> true);
        if (from == null) {
            return;
        }
        String name = name("filter");
        String condition =
                dice.pick(
                        from.isFacts()
                                ? Expressions.FACT_CONDITIONS
                                : Expressions.DIMENSION_CONDITIONS);
        WindowDraft draft = model.filter(name, from.schema(), condition);
        edge(from, name, null);
        boolean isStateless = mayPassOn(from) && dice.percent(50);
        finish(
                draft.index(isStateless ? IndexType.EMPTY : stateful()),
                name,
                from.schema(),
                isStateless ? from.flow() : Flow.RESOLVED);
    }

    private void compute() {
        Node from = anyNode(Node::isFacts);
        if (from == null) {
            return;
        }
        String name = name("compute");
        WindowDraft draft =
                model.compute(
                        name,
                        FACTS,
                        dice.pick(Expressions.TEXTS),
                        dice.pick(Expressions.WHOLES),
                        dice.pick(Expressions.REALS),
                        "t");
        edge(from, name, null);
        boolean isInserts = from.flow() == Flow.INSERTS;
        boolean isStateless = (isDaring || isInserts) && dice.percent(60);
        Flow passed = isInserts ? Flow.INSERTS : Flow.UNRESOLVED;
        finish(
                draft.index(isStateless ? IndexType.EMPTY : stateful()),
                name,
                FACTS,
                isStateless ? passed : Flow.RESOLVED);
    }

    private void aggregate() {
        Node from = anyNode(Node::isFacts);
        if (from == null) {
            return;
        }
        String name = name("aggregate");
        edge(from, name, null);
        if (dice.percent(60)) {
            WindowDraft draft =
                    model.aggregate(
                            name,
                            DIMENSIONS,
                            dice.pick(Expressions.REAL_AGGREGATES),
                            dice.pick(Expressions.COUNTS));
            finish(draft.index(stateful()), name, DIMENSIONS, Flow.RESOLVED);
        } else {
            String keys = dice.percent(50) ? "h*:int32" : "g*:string,h*:int32";
            model.aggregate(
                            name,
                            keys + ",a:double,b:int64,c:string,d:double",
                            dice.pick(Expressions.REAL_AGGREGATES),
                            dice.pick(Expressions.COUNTS),
                            dice.pick(Expressions.TEXT_AGGREGATES),
                            dice.pick(Expressions.REAL_AGGREGATES))
                    .index(stateful());
        }
    }

    private void join() {
        Node fact = anyNode(n -> n.isFacts() && mayPassOn(n));
        Node dimension = anyNode(n -> n.schema().equals(DIMENSIONS));
        if (fact == null || dimension == null) {
            return;
        }
        String name = name("join");
        boolean isInner = dice.percent(40);
        boolean isFactLeft = dice.percent(65);
        JoinType type =
                isInner ? JoinType.INNER : isFactLeft ? JoinType.LEFT_OUTER : JoinType.RIGHT_OUTER;
        boolean isForgetful = dice.percent(40);
        WindowDraft draft =
                RandomJoins.factJoin(model, name, type, isFactLeft, isForgetful, dice.percent(15));
        edge(isFactLeft ? fact : dimension, name, "left");
        edge(isFactLeft ? dimension : fact, name, "right");
        boolean isInserts = fact.flow() == Flow.INSERTS;
        boolean isStateless = (isDaring || isInserts) && dice.percent(60);
        Flow passed = isForgetful && isInserts ? Flow.INSERTS : Flow.UNRESOLVED;
        Flow flow = isStateless ? passed : Flow.RESOLVED;
        finish(draft.index(isStateless ? IndexType.EMPTY : stateful()), name, FACTS, flow);
    }

    private void fullJoin() {
        Node left = anyNode(n -> n.schema().equals(DIMENSIONS));
        Node right = left == null ? null : anyNode(n -> n.schema().equals(DIMENSIONS) && n != left);
        if (left == null || right == null) {
            return;
        }
        String name = name("full");
        WindowDraft draft =
                model.join(
                        name,
                        DIMENSIONS,
                        dice.percent(70) ? JoinType.FULL_OUTER : JoinType.INNER,
                        false,
                        List.of("g=g"),
                        List.of("l_w", "r_n"));
        edge(left, name, "left");
        edge(right, name, "right");
        finish(draft.index(stateful()), name, DIMENSIONS, Flow.RESOLVED);
    }

    private void union() {
        Node first = anyNode(n -> true);
        Node second =
                first == null
                        ? null
                        : anyNode(n -> n != first && n.schema().equals(first.schema()));
        if (first == null || second == null) {
            return;
        }
        String name = name("union");
        boolean isStrict = dice.percent(50);
        WindowDraft draft = model.union(name, first.schema(), isStrict);
        edge(first, name, null);
        edge(second, name, null);
        boolean isStateless = dice.percent(20);
        boolean isInserts = first.flow() == Flow.INSERTS && second.flow() == Flow.INSERTS;
        Flow passed = isStrict && isInserts ? Flow.INSERTS : Flow.UNRESOLVED;
        finish(
                draft.index(isStateless ? IndexType.EMPTY : stateful()),
                name,
                first.schema(),
                isStateless ? passed : Flow.RESOLVED);
    }

    private void calculate() {
        Node from = anyNode(Node::isFacts);
        if (from == null) {
            return;
        }
        String name = name("calculate");
        WindowDraft draft =
                model.summary(
                        name,
                        FACTS,
                        dice.percent(70) ? dice.between(1, 6) : 0,
                        dice.pick(List.of("h", "v")),
                        dice.pick(List.of("nOut=h", "nmissOut=h")),
                        dice.pick(Expressions.STATISTICS) + "=v");
        edge(from, name, null);
        boolean isStateless = dice.percent(40);
        Flow passed = from.flow() == Flow.INSERTS ? Flow.INSERTS : Flow.UNRESOLVED;
        boolean isAllowed = isDaring || passed == Flow.INSERTS;
        finish(
                draft.index(isStateless && isAllowed ? IndexType.EMPTY : stateful()),
                name,
                FACTS,
                isStateless && isAllowed ? passed : Flow.RESOLVED);
    }

    private void functional() {
        Node from = anyNode(Node::isFacts);
        if (from == null) {
            return;
        }
        Node second =
                dice.percent(25)
                        ? anyNode(n -> n != from && (n.isFacts() || dice.percent(50)))
                        : null;
        boolean isMixed = second != null && !second.isFacts();
        boolean isFacts = isMixed || dice.percent(75);
        Functional kind = new RandomFunctions(dice).draw(isFacts, isMixed);
        String name = name("functional");
        boolean isDeadEnd = dice.percent(15);
        String schema = isDeadEnd ? WIDE_KEY : isFacts ? FACTS : DIMENSIONS;
        WindowDraft draft = model.functional(name, schema, kind);
        edge(from, name, null);
        boolean isInserts = from.flow() == Flow.INSERTS;
        if (second != null) {
            edge(second, name, null);
            isInserts &= second.flow() == Flow.INSERTS;
        }
        boolean isStateless = dice.percent(45);
        draft.index(isStateless ? IndexType.EMPTY : stateful());
        Flow passed =
                RandomFunctions.passesInsertsOnly(kind, isInserts) ? Flow.INSERTS : Flow.UNRESOLVED;
        if (!isDeadEnd) {
            finish(draft, name, schema, isStateless ? passed : Flow.RESOLVED);
        }
    }

    private void counter() {
        Node from = anyNode(n -> true);
        if (from != null) {
            String name = name("counter");
            if (dice.percent(30)) {
                model.counter(name, dice.between(1, 4), dice.percent(50) ? 3 : 0);
            } else {
                model.counter(name).index(dice.percent(50) ? IndexType.EMPTY : IndexType.HASH);
            }
            edge(from, name, null);
        }
    }
}
