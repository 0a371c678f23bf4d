package dev.lockstep.expression.functional;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.expression.functional.functions.FunctionCatalogue;
import dev.lockstep.expression.functional.functions.FunctionSignature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Catalogue and reference say the same, and it is true. Run with {@code
 * -Dlockstep.reference.write=true} to write the tables anew.
 */
class CatalogueTest {
    private static final Path PAGE = Path.of("../docs/reference/functional-functions.md");
    private static final String HEADING = "## Bounds\n";

    /** What public models use. */
    private static final String USED =
            "diff equals string input sum if timeSecondOfDay timeGmtToLocal timeParse eventNumber"
                + " integer product eventTimestamp eventCounter json xpath timeString random concat"
                + " timeIsDst timeGmtString lt lte gt gte and or not ifNext in long number listItem"
                + " translate normalizeSpace isNull quotient rgx rgxReplace guid match eq i64"
                + " timeCurrent listSize";

    @Test
    void theReferenceIsTheCatalogue() throws IOException {
        String page = Files.readString(PAGE);
        String wanted =
                page.substring(0, page.indexOf(HEADING)) + HEADING + FunctionsReference.text();
        if (Boolean.getBoolean("lockstep.reference.write")) {
            Files.writeString(PAGE, wanted);
        } else {
            assertThat(page).isEqualTo(wanted);
        }
    }

    @Test
    void everyExampleOfTheReferenceGivesWhatItSays() throws IOException {
        List<FunctionsReference.Row> rows = FunctionsReference.rows(Files.readString(PAGE));
        List<String> wrong = new ArrayList<>();
        for (FunctionsReference.Row row : rows) {
            Evaluation e = new Evaluation();
            String got;
            try {
                got = e.text(row.example());
            } catch (AssertionError problem) {
                got = problem.getMessage();
            }
            if (!row.gives().equals(got) || !e.errors.isEmpty()) {
                wrong.add(row.example() + " gives '" + got + "' " + e.errors + ": " + row.line());
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(rows).hasSize(FunctionCatalogue.all().size());
    }

    @Test
    void anExampleShowsItsFunctionAndCouldFail() {
        for (FunctionSignature f : FunctionCatalogue.all()) {
            assertThat(f.annotation().example()).contains(f.name() + "(");
            assertThat(f.annotation().meaning()).endsWith(".");
            assertThat(new Evaluation().compile(f.annotation().example()).isConstant())
                    .as(f.name())
                    .isFalse();
        }
    }

    @Test
    void whatPublicModelsUseIsThere() {
        assertThat(USED.split(" ")).allMatch(name -> FunctionCatalogue.find(name) != null);
        assertThat(FunctionCatalogue.all()).hasSizeGreaterThan(200);
    }
}
