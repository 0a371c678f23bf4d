package dev.lockstep.engine.window.calculate;

import org.jspecify.annotations.Nullable;

/** What the algorithm Summary can put out, with the names of an output map (known). */
enum Statistic {
    N("nOut"),
    MISSING("nmissOut"),
    LEAST("minOut"),
    GREATEST("maxOut"),
    SUM("sumOut"),
    MEAN("meanOut"),
    DEVIATION("stdOut"),
    VARIANCE("varOut"),
    CORRECTED_SQUARES("cssOut"),
    SQUARES("ussOut"),
    STANDARD_ERROR("stderrOut"),
    VARIATION("cvOut");

    private final String outputName;

    Statistic(String outputName) {
        this.outputName = outputName;
    }

    /** The statistic of that name, or null. */
    static @Nullable Statistic named(String name) {
        for (Statistic s : values()) {
            if (s.outputName.equals(name)) {
                return s;
            }
        }
        return null;
    }

    /** All names, as a sentence lists them. */
    static String names() {
        StringBuilder all = new StringBuilder();
        for (Statistic s : values()) {
            all.append(all.length() == 0 ? "" : ", ").append(s.outputName);
        }
        return all.toString();
    }
}
