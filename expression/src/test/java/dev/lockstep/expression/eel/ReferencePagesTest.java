package dev.lockstep.expression.eel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.schema.FieldType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the reference pages say is true. */
class ReferencePagesTest {
    private static final Path PAGES = Path.of("..", "docs", "reference");

    /** The cells of each row of the tables whose head begins with this cell. */
    private static List<List<String>> rows(String page, String head) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        boolean isTable = false;
        for (String line : Files.readAllLines(PAGES.resolve(page))) {
            if (!line.startsWith("|")) {
                isTable = false;
            } else if (line.startsWith("| " + head + " |")) {
                isTable = true;
            } else if (isTable && !line.startsWith("|---")) {
                List<String> cells = new ArrayList<>();
                for (String cell : line.substring(1, line.length() - 1).split(" \\| ")) {
                    cells.add(cell.strip());
                }
                rows.add(cells);
            }
        }
        return rows;
    }

    private static String code(String cell) {
        boolean isDouble = cell.startsWith("`` ");
        String mark = isDouble ? "`` " : "`";
        assertThat(cell).startsWith(mark).endsWith(isDouble ? " ``" : "`");
        return cell.substring(mark.length(), cell.length() - mark.length());
    }

    private static EelProbe probe() {
        EelProbe p = EelProbe.with("price", FieldType.DOUBLE, 9.5);
        p.and("quantity", FieldType.INT32, 20).and("symbol", FieldType.STRING, "IBM");
        p.and("note", FieldType.STRING, null).and("count", FieldType.INT64, null);
        p.and("date", FieldType.DATE, 86_400L);
        p.context.entryMicros(1_700_000_000_000_000L);
        p.function("half", "double", "return parameter(1) / 2");
        return p.initializer("regex r r.compile('b(c)?')");
    }

    @Test
    void everyExampleOfTheLanguageGivesWhatThePageSays() throws IOException {
        List<List<String>> rows = rows("expression-language.md", "expression");
        assertThat(rows).hasSizeGreaterThan(35);
        for (List<String> row : rows) {
            String value = String.valueOf(probe().text(code(row.get(0))));
            assertThat(value).as(row.get(0)).isEqualTo(code(row.get(1)));
        }
    }

    @Test
    void everyExampleOfAFunctionGivesWhatThePageSays() throws IOException {
        List<List<String>> rows = rows("expression-functions.md", "function");
        rows.addAll(rows("expression-functions.md", "method"));
        assertThat(rows).hasSizeGreaterThan(85);
        for (List<String> row : rows) {
            assertThat(row).as(row.get(0)).hasSize(6);
            String example = code(row.get(3));
            String name = code(row.get(0)).replaceFirst("\\(.*", "");
            if (!name.equals("parameter")) {
                assertThat(example).contains(name + "(");
            }
            assertThat(String.valueOf(probe().text(example)))
                    .as(row.get(0))
                    .isEqualTo(code(row.get(4)));
            assertThat(row.get(5)).startsWith(row.get(5).startsWith("known") ? "known" : "assumed");
        }
    }

    @Test
    void nullArgumentsGiveNullWhereThePageSaysSo() throws IOException {
        int tried = 0;
        for (List<String> row : rows("expression-functions.md", "function")) {
            String signature = code(row.get(0));
            String arguments = signature.replaceFirst(".*\\(", "").replaceFirst("\\).*", "");
            boolean isNull = row.get(2).equals("null") || row.get(2).startsWith("null, also");
            if (!isNull || arguments.isEmpty() || signature.startsWith("parse")) {
                continue;
            }
            int n = arguments.split(",").length;
            for (int k = 0; k < n; k++) {
                StringBuilder call = new StringBuilder(signature.replaceFirst("\\(.*", "("));
                for (int j = 0; j < n; j++) {
                    call.append(j == 0 ? "" : ", ").append(j == k ? "count" : "1");
                }
                assertThat(probe().text(call + ")")).as(call.toString()).isNull();
                assertThat(probe().condition("isnull(" + call + "))")).as(call + "").isTrue();
                tried++;
            }
        }
        assertThat(tried).isGreaterThan(80);
    }

    @Test
    void thePageHasExactlyTheFunctionsThereAre() throws IOException {
        TreeSet<String> described = new TreeSet<>();
        for (List<String> row : rows("expression-functions.md", "function")) {
            described.add(code(row.get(0)).replaceFirst("\\(.*", "").toLowerCase(Locale.ROOT));
        }
        assertThat(described).containsExactlyElementsOf(FunctionCatalog.names());
        String page = Files.readString(PAGES.resolve("expression-functions.md"));
        for (String refused : FunctionCatalog.refused()) {
            assertThat(page).contains("`" + refused + "`");
            assertThat(EelProbe.empty().errors(refused + "()")).containsExactly("LS-2007 10:21");
        }
    }

    @Test
    void thePageHasEveryFormOfAFunction() throws IOException {
        List<String> described = new ArrayList<>();
        for (List<String> row : rows("expression-functions.md", "function")) {
            String signature = code(row.get(0));
            String arguments = signature.replaceFirst(".*\\(", "").replaceFirst("\\).*", "");
            int n = arguments.isEmpty() ? 0 : arguments.split(",").length;
            described.add(signature.replaceFirst("\\(.*", "") + "/" + n);
        }
        for (FunctionCatalog.Function f : FunctionCatalog.all()) {
            assertThat(described).contains(f.name() + "/" + f.parameters().length());
        }
    }

    @Test
    void thePageNamesEveryLimitWithItsValue() throws IOException {
        String pages =
                Files.readString(PAGES.resolve("expression-language.md"))
                        + Files.readString(PAGES.resolve("expression-functions.md"));
        for (dev.lockstep.api.limit.Limit limit : EelLimits.ALL) {
            assertThat(pages).contains("`" + limit.name() + "`");
        }
        assertThat(EelLimits.ROUNDS.defaultValue()).as("«a million»").isEqualTo(1_000_000);
    }
}
