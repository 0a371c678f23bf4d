package dev.lockstep.testkit.random;

import java.util.List;

/** The expressions that random projects draw from; fields are those of the two schemas. */
final class Expressions {
    static final List<String> FACT_CONDITIONS =
            List.of(
                    "v > 4",
                    "h == 1 or g == \"b\"",
                    "isnull(g)",
                    "not (h >= 2)",
                    "v / h > 2.5",
                    "h",
                    "upper(g) == 'A' and v < 12",
                    "h + 1 != 2");

    static final List<String> DIMENSION_CONDITIONS =
            List.of("w >= 3", "n < 3", "isnull(w) or n > 1", "g != \"c\"");

    static final List<String> TEXTS = List.of("g", "upper(g)", "'d'");

    static final List<String> WHOLES = List.of("h", "h + 1", "v", "h * h - 1", "h == 2");

    static final List<String> REALS =
            List.of("v", "v * 2", "v - h", "h", "v / 4", "(v + 1) * (h + 1)", "-v");

    static final List<String> REAL_AGGREGATES =
            List.of(
                    "ESP_aSum(v)",
                    "ESP_aAve(v)",
                    "ESP_aMin(v)",
                    "ESP_aMax(v)",
                    "ESP_aFirst(v)",
                    "ESP_aLast(v)",
                    "ESP_aLag(v,1)",
                    "ESP_aStd(v)",
                    "ESP_aWAve(h,v)",
                    "ESP_aMode(v)",
                    "ESP_aSum(v * h)",
                    "ESP_aSum(v) / ESP_aCount()",
                    "ESP_aMax(v) - ESP_aMin(v)",
                    "ESP_aLastNonDelete(v)",
                    "ESP_aSumTimed(v, 4)",
                    "ESP_aMaxTimed(v, 2.5)");

    static final List<String> COUNTS =
            List.of(
                    "ESP_aCount()",
                    "ESP_aCountNonNull(v)",
                    "ESP_aCountNull(h)",
                    "ESP_aCountDistinct(h)",
                    "ESP_aSum(h)",
                    "ESP_aMax(h)",
                    "ESP_aMode(h)",
                    "ESP_aCountOpcodes(2)",
                    "ESP_aLastOpcode()",
                    "ESP_aCountTimed(3)");

    static final List<String> TEXT_AGGREGATES =
            List.of("ESP_aCat(g,'/')", "ESP_aFirst(g)", "ESP_aLast(g)", "ESP_aLag(g,2)");

    /** Outputs of summaries that any real field can hold. */
    static final List<String> STATISTICS =
            List.of(
                    "minOut",
                    "maxOut",
                    "sumOut",
                    "meanOut",
                    "stdOut",
                    "varOut",
                    "cssOut",
                    "ussOut",
                    "stderrOut",
                    "cvOut");

    private Expressions() {}
}
