package dev.lockstep.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.error.Problem;
import dev.lockstep.model.project.WindowKind;
import dev.lockstep.model.project.WindowSpec;
import dev.lockstep.model.reading.ProjectReader;
import dev.lockstep.model.reading.ReadOptions;
import dev.lockstep.model.reading.ReadResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which joins there can be: sides, conditions, types and output. */
class JoinRulesTest {
    private static final String ROLES = "role='left' role='right'";

    private static final String NAME = "<field-selection name='name' source='r_name'/>";

    /**
     * Facts {@code f} on the left and dimension {@code d} on the right, in this order of edges.
     *
     * @param roles of the two edges, separated by a blank
     */
    private static ReadResult read(String type, String conditions, String output, String roles) {
        String role = roles + " ";
        int blank = role.indexOf(' ');
        String xml =
                "<project name='p'><contqueries><contquery name='q'><windows><window-source"
                    + " name='f'><schema-string>id*:int64,k:string,v:double,n:int32"
                    + "</schema-string></window-source><window-source"
                    + " name='d'><schema-string>k*:string,name:string</schema-string></window-source>\n"
                    + "<window-join name='j'><join type='"
                        + type
                        + "'><conditions>"
                        + conditions
                        + "</conditions></join><output>"
                        + output
                        + "</output></window-join></windows><edges>\n<edge source='f' target='j' "
                        + role.substring(0, blank)
                        + "/>\n<edge source='d' target='j' "
                        + role.substring(blank)
                        + "/></edges></contquery></contqueries></project>";
        return ProjectReader.read(
                xml.getBytes(StandardCharsets.UTF_8),
                "m.xml",
                n -> null,
                new ReadOptions(List.of("fs"), false));
    }

    private static String on(String left, String right) {
        return "<fields left='" + left + "' right='" + right + "'/>";
    }

    private static List<String> errors(ReadResult r) {
        return r.problems().stream()
                .filter(Problem::isError)
                .map(p -> p.code().code() + "@" + p.where().line())
                .toList();
    }

    private static WindowSpec join(ReadResult r) {
        return r.orThrow().queries().get(0).windows().stream()
                .filter(w -> w.name().equals("j"))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "leftouter, k, k, ",
        "inner, k, k, ",
        "leftouter, v, name, LS-1017@2",
        "inner, k, name, LS-1017@2",
        "rightouter, k, k, LS-1017@2",
        "fullouter, k, k, LS-1017@2",
        "inner, n, k, LS-1017@2",
        "sideways, k, k, LS-1008@2",
        "leftouter, kk, k, LS-1013@2",
        "leftouter, k, kk, LS-1013@2"
    })
    void theConditionsMustNameTheWholeKeyOfTheSideThatTheTypeWants(
            String type, String left, String right, String error) {
        List<String> errors = errors(read(type, on(left, right), NAME, ROLES));
        if (error == null) {
            assertThat(errors).isEmpty();
        } else {
            assertThat(errors).contains(error);
        }
    }

    @Test
    void theSidesAreThoseOfTheRolesWhateverTheOrderOfTheEdges() {
        String swapped = "role='right' role='left'";
        String name = "<field-selection name='name' source='l_name'/>";
        assertThat(errors(read("rightouter", on("k", "k"), name, swapped))).isEmpty();
        assertThat(errors(read("leftouter", on("k", "k"), name, swapped))).contains("LS-1017@2");
        assertThat(errors(read("rightouter", on("k", "k"), name, " role='left'"))).isEmpty();
        assertThat(errors(read("leftouter", on("k", "k"), NAME, " role='right'"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "role='left' role='left', LS-1016@4",
        "role='right' role='right', LS-1016@4",
        "role='rigth' role='left', LS-1008@3"
    })
    void aRoleThatIsTakenTwiceOrMisspeltDoesNotLetTheOrderDecide(String roles, String error) {
        assertThat(errors(read("inner", on("k", "k"), "", roles))).contains(error);
    }

    @Test
    void aJoinWithoutConditionsIsRefused() {
        assertThat(errors(read("inner", "", NAME, ROLES))).contains("LS-1007@2");
    }

    @Test
    void bothFormsOfNamingOutputGiveFieldsInTheOrderOfTheDocument() {
        String output =
                "<right-select>*</right-select><left-expr names='twice' type='double'>l_v * 2"
                        + "</left-expr><left-select>v, n</left-select><right-expr name='long'"
                        + " type='int32'>len(r_name)</right-expr><field-expr name='sum'"
                        + " type='int64'>l_n + 1</field-expr><field-selection name='other'"
                        + " source='l_k'/>";
        WindowSpec j = join(read("leftouter", on("k", "k"), output, ROLES));
        assertThat(j.schema())
                .hasToString(
                        "id*:int64,name:string,twice:double,v:double,n:int32,long:int32,sum:int64,"
                                + "other:string");
        assertThat(((WindowKind.Join) j.kind()).output()).hasSize(7);
    }

    @ParameterizedTest
    @CsvSource({
        "<field-selection name='x' source='k'/>, LS-1008@2",
        "<field-selection name='x' source='l_kk'/>, LS-1013@2",
        "<field-selection name='id' source='l_id'/>, LS-1011@2",
        "<left-select>v kk</left-select>, LS-1013@2",
        "<field-expr name='x' type='number'>1</field-expr>, LS-1008@2",
        "<field-expr type='double'>1</field-expr>, LS-1006@2"
    })
    void outputThatNamesNoFieldOfASideIsRefused(String output, String error) {
        assertThat(errors(read("inner", on("k", "k"), output, ROLES))).contains(error);
    }
}
