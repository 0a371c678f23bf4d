package dev.lockstep.testkit.scenario;

import dev.lockstep.model.project.WindowKind.JoinType;
import dev.lockstep.testkit.model.ModelBuilder;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Values at the borders of what blocks and dictionaries hold. */
final class ValueScenarios {
    /** More fields than two words of a null mask have bits. */
    private static final int WIDE = 130;

    private ValueScenarios() {}

    static List<Scenario> all() {
        return List.of(emptyTexts(), everyType(), wideRows(), extremeNumbers());
    }

    private static Scenario emptyTexts() {
        ModelBuilder m = new ModelBuilder();
        m.source("in", "id*:int64,g:string");
        m.source("names", "g*:string,name:string");
        m.aggregate("groups", "g*:string,n:int64,all:string", "ESP_aCount()", "ESP_aCat(g,'+')");
        m.join(
                "join",
                "id*:int64,name:string",
                JoinType.INNER,
                false,
                List.of("g=g"),
                List.of("r_name"));
        m.filter("blank", "id*:int64,g:string", "g == ''");
        m.edge("in", "groups").edge("in", "blank");
        m.edge("in", "join", "left", -1).edge("names", "join", "right", -1);
        return Scenario.of("an empty text is a value and no missing one", m)
                .input(
                        j ->
                                j.send("names", "I '',''")
                                        .send("in", "I 1,''", "I 2,", "I 3,''", "I 4,žluťoučký"))
                .leaves("groups", "I '',1,''", "U '',2,+ was '',1,''", "I žluťoučký,1,žluťoučký")
                .leaves("join", "I 1,''", "I 3,''")
                .leaves("blank", "I 1,''", "I 3,''")
                .refuses("groups", 1)
                .build();
    }

    private static Scenario everyType() {
        String schema =
                "k*:string,i:int32,l:int64,d:double,s:string,r:rstring,t:date,u:stamp,m:money";
        ModelBuilder m = new ModelBuilder();
        m.source("in", schema);
        m.copy("kept", schema);
        m.edge("in", "kept");
        return Scenario.of("every scalar type keeps its values and its missing values", m)
                .input(
                        j ->
                                j.send("in", "I a,-1,-2,-0.5,s,r,-3,-4,-5", "I b,,,,,,,,")
                                        .send("in", "U/P a,,7,,,rr,,,9", "U b,1,2,3.0,s,r,4,5,6")
                                        .send("in", "D a"))
                .leaves(
                        "kept",
                        "I a,-1,-2,-0.5,s,r,-3,-4,-5",
                        "I b,,,,,,,,",
                        "U a,-1,7,-0.5,s,rr,-3,-4,9 was a,-1,-2,-0.5,s,r,-3,-4,-5",
                        "U b,1,2,3.0,s,r,4,5,6 was b,,,,,,,,",
                        "D a,-1,7,-0.5,s,rr,-3,-4,9")
                .retains("kept", "b,1,2,3.0,s,r,4,5,6")
                .build();
    }

    /** A row of key 7 in which only the given fields have a value, which is their number. */
    private static String wide(int... present) {
        String[] values = new String[WIDE];
        Arrays.fill(values, "");
        values[0] = "7";
        for (int f : present) {
            values[f] = Integer.toString(f);
        }
        return String.join(",", values);
    }

    private static Scenario wideRows() {
        String schema =
                IntStream.range(0, WIDE)
                        .mapToObj(f -> f == 0 ? "f0*:int32" : "f" + f + ":int32")
                        .collect(Collectors.joining(","));
        String doubled = "f0*:int32," + String.join(",", List.of("a:int32", "b:int32", "c:int32"));
        ModelBuilder m = new ModelBuilder();
        m.source("in", schema);
        m.copy("kept", schema);
        m.filter("some", schema, "isnull(f64) and f63 == 63");
        m.compute("few", doubled, "f63 * 2", "f64 * 2", "f129");
        m.edge("in", "kept").edge("in", "some").edge("in", "few");
        String first = wide(63);
        String second = wide(63, 64, 128);
        String third = wide(64, 129);
        return Scenario.of("missing values are told apart in rows of many fields", m)
                .input(
                        j ->
                                j.send(
                                        "in",
                                        "I " + first,
                                        "U/P " + wide(64, 128),
                                        "U " + third,
                                        "D 7"
                                                + String.join(
                                                        "", Collections.nCopies(WIDE - 1, ","))))
                .leaves(
                        "kept",
                        "I " + first,
                        "U " + second + " was " + first,
                        "U " + third + " was " + second,
                        "D " + third)
                .leaves("some", "I " + first, "D " + first)
                .leaves(
                        "few",
                        "I 7,126,,",
                        "U 7,126,128, was 7,126,,",
                        "U 7,,128,129 was 7,126,128,",
                        "D 7,,128,129")
                .build();
    }

    private static Scenario extremeNumbers() {
        ModelBuilder m = new ModelBuilder();
        m.source("in", "k*:int64,i:int32,d:double");
        m.aggregate(
                "range",
                "i*:int32,lo:int64,hi:int64,top:double",
                "ESP_aMin(k)",
                "ESP_aMax(k)",
                "ESP_aMax(d)");
        m.edge("in", "range");
        return Scenario.of("the ends of the number ranges are keys, groups and extremes", m)
                .input(
                        j ->
                                j.send("in", "I -9223372036854775808,-2147483648,-1.0E308")
                                        .send("in", "I 9223372036854775807,-2147483648,1.0E-308")
                                        .send("in", "I 0,2147483647,")
                                        .send("in", "D -9223372036854775808,,"))
                .leaves(
                        "range",
                        "I -2147483648,-9223372036854775808,-9223372036854775808,-1.0E308",
                        "U -2147483648,-9223372036854775808,9223372036854775807,1.0E-308 was"
                                + " -2147483648,-9223372036854775808,-9223372036854775808,-1.0E308",
                        "I 2147483647,0,0,",
                        "U -2147483648,9223372036854775807,9223372036854775807,1.0E-308 was"
                                + " -2147483648,-9223372036854775808,9223372036854775807,1.0E-308")
                .build();
    }
}
