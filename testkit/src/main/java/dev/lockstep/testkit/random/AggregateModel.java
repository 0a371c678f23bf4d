package dev.lockstep.testkit.random;

import dev.lockstep.model.project.IndexType;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.project.RetentionSpec;
import dev.lockstep.testkit.model.ModelBuilder;
import dev.lockstep.testkit.model.WindowDraft;
import java.util.ArrayList;
import java.util.List;

/**
 * Projects with one aggregate whose fields are single functions of plain fields, over rows that
 * come and go in every way: what the engine hands over by whole blocks.
 */
public final class AggregateModel {
    private static final String ROWS = "id*:int64,g:%s,a:int32,b:int64,x:double,w:double,t:stamp";

    private static final List<String> INTEGERS =
            List.of(
                    "ESP_aCount()",
                    "ESP_aCount(x)",
                    "ESP_aCountNull(a)",
                    "ESP_aCountNonNull(x)",
                    "ESP_aCountDistinct(a)",
                    "ESP_aSum(a)",
                    "ESP_aMin(b)",
                    "ESP_aMax(b)");

    private static final List<String> REALS =
            List.of(
                    "ESP_aSum(x)",
                    "ESP_aAve(x)",
                    "ESP_aAve(a)",
                    "ESP_aStd(x)",
                    "ESP_aMode(x)",
                    "ESP_aWAve(a, x)",
                    "ESP_aWAve(w, x)",
                    "ESP_aMin(x)",
                    "ESP_aMax(x)",
                    "ESP_aMax(w)");

    private AggregateModel() {}

    /** The project of that seed, always the same. */
    public static ProjectSpec of(long seed) {
        Dice dice = new Dice(seed * 71 + 5);
        ModelBuilder m = new ModelBuilder();
        String key = dice.pick(List.of("string", "int32", "int64", "double"));
        String rows = ROWS.replace("%s", key);
        boolean isInsertOnly = dice.percent(60);
        m.source("in", rows, isInsertOnly, false)
                .index(isInsertOnly && dice.percent(50) ? IndexType.EMPTY : IndexType.HASH);
        String from = "in";
        if (dice.percent(80)) {
            retain(m.copy("recent", rows), dice);
            m.edge("in", "recent");
            from = "recent";
        }
        StringBuilder schema = new StringBuilder("g*:" + key);
        List<String> expressions = new ArrayList<>();
        if (dice.percent(40)) {
            schema.append(",top:double");
            expressions.add("ESP_aMax(x)");
        }
        for (int f = dice.between(1, 9); f > 0; f--) {
            boolean isReal = dice.percent(60);
            schema.append(",f").append(f).append(isReal ? ":double" : ":int64");
            expressions.add(dice.pick(isReal ? REALS : INTEGERS));
        }
        m.aggregate("all", schema.toString(), expressions.toArray(new String[0]));
        m.edge(from, "all");
        return m.build();
    }

    private static void retain(WindowDraft draft, Dice dice) {
        switch (dice.below(4)) {
            case 0 -> draft.retain(RetentionSpec.Type.BYCOUNT_JUMPING, dice.between(1, 8));
            case 1 -> draft.retain(RetentionSpec.Type.BYTIME_SLIDING, dice.between(1, 9), "t", 0);
            default -> {
                int rows = dice.between(1, 10);
                // at times so many that extremes have to know their next best values
                draft.retain(RetentionSpec.Type.BYCOUNT_SLIDING, rows > 6 ? rows * 7 : rows);
            }
        }
    }
}
