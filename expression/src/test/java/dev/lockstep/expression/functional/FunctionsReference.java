package dev.lockstep.expression.functional;

import dev.lockstep.api.limit.Limit;
import dev.lockstep.expression.functional.fault.FunctionalError;
import dev.lockstep.expression.functional.fault.FunctionalLimits;
import dev.lockstep.expression.functional.functions.FunctionCatalogue;
import dev.lockstep.expression.functional.functions.FunctionSignature;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The catalogue as the tables of the reference, and back. */
final class FunctionsReference {
    private static final Pattern ROW =
            Pattern.compile(
                    "\\| `(\\w+)\\(.*?\\)`.* \\| \\S+ \\| (?:strict|sees null) \\|"
                            + " (?:known|assumed) \\| .+ \\| `(.+)` \\| `(.+)` \\|");

    private FunctionsReference() {}

    /** One row of a table. */
    record Row(String line, String example, String gives) {}

    /** What stands behind the heading of the bounds. */
    static String text() {
        StringBuilder all =
                new StringBuilder("\n| name | default | unit | meaning |\n|---|---|---|---|\n");
        for (Limit l : FunctionalLimits.all()) {
            all.append(
                    "| %s | %d | %s | %s |\n"
                            .formatted(l.name(), l.defaultValue(), l.unit(), l.meaning()));
        }
        all.append("\n## Errors\n\n| code | what to do |\n|---|---|\n");
        for (FunctionalError e : FunctionalError.values()) {
            all.append("| %s | %s |\n".formatted(e.code(), e.hint()));
        }
        return all.append("\n## Functions\n").append(tables()).toString();
    }

    private static String tables() {
        StringBuilder all = new StringBuilder();
        for (String family : FunctionCatalogue.families()) {
            all.append("\n### ").append(family).append("\n\n");
            all.append("| function | result | null | origin | meaning | example | gives |\n");
            all.append("|---|---|---|---|---|---|---|\n");
            for (FunctionSignature f : FunctionCatalogue.all()) {
                if (f.family().equals(family)) {
                    all.append(row(f)).append('\n');
                }
            }
        }
        return all.toString();
    }

    private static String row(FunctionSignature f) {
        StringBuilder names = new StringBuilder(code(f.synopsis()));
        f.aliases().forEach(alias -> names.append(", ").append(code(alias)));
        return "| "
                + String.join(
                        " | ",
                        names,
                        f.result().label(),
                        f.annotation().nulls() || f.isLazy() ? "sees null" : "strict",
                        f.annotation().known() ? "known" : "assumed",
                        f.annotation().meaning(),
                        code(f.annotation().example()),
                        code(f.annotation().gives()))
                + " |";
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    /** Every row of every table in a page. */
    static List<Row> rows(String page) {
        List<Row> rows = new ArrayList<>();
        for (String line : page.lines().toList()) {
            if (line.startsWith("| `")) {
                Matcher m = ROW.matcher(line);
                if (!m.matches()) {
                    throw new AssertionError("no row of a function: " + line);
                }
                rows.add(new Row(line, m.group(2), m.group(3)));
            }
        }
        return rows;
    }
}
