package dev.lockstep.expression.functional;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.expression.functional.functions.FunctionCatalogue;
import dev.lockstep.expression.functional.functions.FunctionSignature;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every function of the catalogue does what its example says. */
class CatalogueTest {
    @Test
    void everyExampleGivesWhatItSays() {
        List<String> wrong = new ArrayList<>();
        for (FunctionSignature f : FunctionCatalogue.all()) {
            Evaluation e = new Evaluation();
            String got;
            try {
                got = e.text(f.annotation().example());
            } catch (AssertionError problem) {
                got = problem.getMessage();
            }
            if (!f.annotation().gives().equals(got) || !e.errors.isEmpty()) {
                wrong.add(
                        f.annotation().example()
                                + " gives '"
                                + got
                                + "' not '"
                                + f.annotation().gives()
                                + "' "
                                + e.errors);
            }
        }
        assertThat(wrong).isEmpty();
    }
}
