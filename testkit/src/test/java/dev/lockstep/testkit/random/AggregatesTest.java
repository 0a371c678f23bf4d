package dev.lockstep.testkit.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.model.project.IndexType;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.project.RetentionSpec;
import dev.lockstep.testkit.DifferentialCheck;
import dev.lockstep.testkit.JournalBuilder;
import dev.lockstep.testkit.LockstepEngine;
import dev.lockstep.testkit.WindowVerifier;
import dev.lockstep.testkit.model.ModelBuilder;
import dev.lockstep.testkit.reference.ReferenceEngine;
import java.util.ArrayList;
import java.util.List;

/** Every aggregate function of the engine against brute force, however rows come and leave. */
class AggregatesTest {
    private static final String ROWS =
            "id*:int64,g:int32,a:int32,x:double,t:string,w:double"
                    + ",v:array(dbl),k:array(i32),n:array(i64)";

    private static final List<String> WHOLES =
            List.of(
                    "ESP_aSum(a)",
                    "ESP_aMin(a)",
                    "ESP_aMax(a + 1)",
                    "ESP_aFirst(a)",
                    "ESP_aLast(a)",
                    "ESP_aLag(a,1)",
                    "ESP_aLag(a,3)",
                    "ESP_aMode(a)",
                    "ESP_aLastNonDelete(a)",
                    "ESP_aLastOpcode()",
                    "ESP_aCount()",
                    "ESP_aCountNull(a)",
                    "ESP_aCountNonNull(a)",
                    "ESP_aCountDistinct(a)",
                    "ESP_aCountDistinct(x)",
                    "ESP_aCountDistinct(t)",
                    "ESP_aCountOpcodes(1)",
                    "ESP_aCountOpcodes(2)",
                    "ESP_aCountOpcodes(3)",
                    "ESP_aSumTimed(a, 5)",
                    "ESP_aMinTimed(a, 2.5)",
                    "ESP_aMaxTimed(a, 7)",
                    "ESP_aCountTimed(3)");

    private static final List<String> REALS =
            List.of(
                    "ESP_aSum(x)",
                    "ESP_aAve(x)",
                    "ESP_aAve(a)",
                    "ESP_aStd(x)",
                    "ESP_aStd(a)",
                    "ESP_aWAve(w, x)",
                    "ESP_aMin(x)",
                    "ESP_aMax(x)",
                    "ESP_aFirst(x)",
                    "ESP_aLast(x * 2)",
                    "ESP_aLag(x,2)",
                    "ESP_aMode(x)",
                    "ESP_aLastNonDelete(x)",
                    "ESP_aSumTimed(x, 4)",
                    "ESP_aAveTimed(a, 4)",
                    "ESP_aMinTimed(x, 4)",
                    "ESP_aMaxTimed(x, 1)");

    private static final List<String> TEXTS =
            List.of(
                    "ESP_aCat(t, ',')",
                    "ESP_aCat(a, '')",
                    "ESP_aCat(x, ' | ')",
                    "ESP_aMin(t)",
                    "ESP_aMax(t)",
                    "ESP_aFirst(t)",
                    "ESP_aLast(t)",
                    "ESP_aLag(t,2)",
                    "ESP_aMode(t)",
                    "ESP_aLastNonDelete(t)");

    private static final List<String> ARRAYS =
            List.of(
                    "ESP_aAve(v)",
                    "ESP_aAve(k)",
                    "ESP_aAve(n)",
                    "ESP_aAveTimed(v, 4)",
                    "ESP_aLast(v)");

    /** Sums of these are exact, so that means can be compared to the last bit. */
    private static final List<String> ELEMENTS =
            List.of("0.5", "-0.0", "-7.25", "0x1p900", "-0x1p900", "Infinity", "-Infinity", "NaN");

    /** A way in which rows reach the aggregate. */
    private enum Path {
        KEYED,
        UNRESOLVED,
        SLIDING,
        SLIDING_TRACKED,
        SLIDING_OVER_INSERTS,
        INSERTS
    }

    private static boolean isInsertOnly(Path path) {
        return path == Path.INSERTS || path == Path.SLIDING_OVER_INSERTS;
    }

    private static ProjectSpec project(Path path) {
        ModelBuilder m = new ModelBuilder();
        if (path == Path.SLIDING_TRACKED) {
            m.retentionTracking();
        }
        boolean isStateless = path == Path.UNRESOLVED || isInsertOnly(path);
        m.source("in", ROWS, isInsertOnly(path), false)
                .index(isStateless ? IndexType.EMPTY : IndexType.HASH);
        String from = "in";
        if (path.name().startsWith("SLIDING")) {
            m.copy("recent", ROWS).retain(RetentionSpec.Type.BYCOUNT_SLIDING, 7);
            m.edge("in", "recent");
            from = "recent";
        }
        StringBuilder schema = new StringBuilder("g*:int32");
        List<String> expressions = new ArrayList<>();
        add(schema, expressions, "int64", WHOLES);
        add(schema, expressions, "double", REALS);
        add(schema, expressions, "string", TEXTS);
        add(schema, expressions, "array(dbl)", ARRAYS);
        m.aggregate("all", schema.toString(), expressions.toArray(new String[0]));
        m.edge(from, "all");
        return m.build();
    }

    private static void add(
            StringBuilder schema, List<String> expressions, String type, List<String> more) {
        for (String e : more) {
            schema.append(",f").append(expressions.size()).append(':').append(type);
            expressions.add(e);
        }
    }

    private static List<JournalEntry> stream(ProjectSpec project, Path path, long seed) {
        Dice dice = new Dice(seed);
        JournalBuilder j = new JournalBuilder(project);
        long now = 0;
        int next = 0;
        for (int block = 0; block < 40; block++) {
            now += dice.below(3);
            j.at(now);
            String[] rows = new String[dice.between(1, 5)];
            for (int r = 0; r < rows.length; r++) {
                rows[r] = isInsertOnly(path) ? "I " + row(dice, next++) : change(dice);
            }
            if (dice.percent(20)) {
                j.transaction("in", rows);
            } else {
                j.send("in", rows);
            }
        }
        return j.build();
    }

    /** Few keys and few values, so that rows meet, leave and come back. */
    private static String change(Dice dice) {
        int id = dice.below(14);
        return switch (dice.below(10)) {
            case 0, 1 -> "S " + id + ",,,,,";
            case 2 -> "D " + id + ",,,,,";
            case 3 -> "U " + row(dice, id);
            case 4, 5 -> "I " + row(dice, id);
            default -> "P " + row(dice, id);
        };
    }

    private static String row(Dice dice, int id) {
        return String.join(
                ",",
                Integer.toString(id),
                dice.percent(97) ? Integer.toString(dice.below(3)) : "",
                dice.percent(80) ? Integer.toString(dice.between(-3, 3)) : "",
                dice.percent(80) ? dice.pick(List.of("0.0", "-0.0", "0.1", "2.5", "-7.25")) : "",
                dice.percent(80)
                        ? dice.pick(List.of("b", "a", "''", "\u00e9", "\ud83d\ude00"))
                        : "",
                dice.percent(90) ? dice.pick(List.of("1.0", "0.0", "3.5")) : "",
                array(dice, ELEMENTS),
                array(dice, List.of("-2", "0", "7")),
                array(dice, List.of("1", "-4611686018427387904", "4611686018427387904")));
    }

    private static String array(Dice dice, List<String> elements) {
        if (dice.percent(20)) {
            return "";
        }
        // one missing element alone would be the empty array
        int length = dice.percent(10) ? dice.between(2, 90) : dice.below(5);
        List<String> parts = new ArrayList<>();
        for (int p = 0; p < length; p++) {
            parts.add(length > 1 && dice.percent(20) ? "" : dice.pick(elements));
        }
        return "[" + String.join(";", parts) + "]";
    }

    @Seeds(30)
    void theEngineAgreesWithBruteForce(long seed) {
        for (Path path : Path.values()) {
            ProjectSpec project = project(path);
            assertThat(
                            DifferentialCheck.compare(
                                    project,
                                    stream(project, path, seed),
                                    LockstepEngine.FACTORY,
                                    ReferenceEngine.FACTORY))
                    .as("%s, seed %s", path, seed)
                    .isEmpty();
        }
    }

    @Seeds(6)
    void neitherBlockCutsNorRestoresChangeABit(long seed) {
        for (Path path : Path.values()) {
            ProjectSpec project = project(path);
            WindowVerifier verifier = new WindowVerifier(project, LockstepEngine.FACTORY);
            assertThat(verifier.verify(stream(project, path, seed), seed))
                    .as("%s, seed %s", path, seed)
                    .isEmpty();
        }
    }
}
