package dev.lockstep.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.error.ErrorCode;
import dev.lockstep.api.limit.Limit;
import dev.lockstep.engine.WindowStats;
import dev.lockstep.engine.window.aggregate.function.FunctionTable;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The pages that list things list all of them, as the code has them. */
final class CataloguePagesTest {
    private static final Path DOCS = Repository.root().resolve("docs");
    private static final Pattern FUNCTION = Pattern.compile("`(ESP_a\\w+)\\(");
    private static final Pattern FIRST_CELL =
            Pattern.compile("^\\| `(?:LS-\\d{4}|[a-z]+(?:\\.[a-z-]+)+)` \\|");

    private static final Pattern MEANING =
            Pattern.compile("^(\\| `LS-[1-7]\\d{3}`) \\| [^|]{8,} \\|");

    @Test
    void everyAggregateFunctionIsInTheTableAndExecuted() {
        String page = Repository.text(DOCS.resolve("reference/aggregate-functions.md"));
        assertThat(
                        page.lines()
                                .filter(l -> l.startsWith("| `ESP_a"))
                                .flatMap(l -> FUNCTION.matcher(l).results())
                                .map(m -> m.group(1))
                                .distinct())
                .containsExactlyInAnyOrderElementsOf(FunctionTable.NAMES);
        String model =
                CodeBlocks.of(DOCS.resolve("reference/aggregate-functions.md")).get(0).text();
        assertThat(FunctionTable.NAMES).allMatch(name -> model.contains(name + "("));
    }

    @Test
    void everyErrorCodeIsInTheCatalogueWithItsCategoryAndRemedy() throws Exception {
        List<String> rows = new ArrayList<>();
        for (Class<?> c : classes(ErrorCode.class)) {
            Object[] codes = c.getEnumConstants();
            assertThat(codes).as(c.getName()).isNotNull();
            for (Object o : codes) {
                ErrorCode code = (ErrorCode) o;
                rows.add(
                        "| `%s` | … | %s | %s |"
                                .formatted(
                                        code.code(),
                                        code.category().name().toLowerCase(Locale.ROOT),
                                        code.hint()));
            }
        }
        rows.sort(null);
        assertThat(rows).hasSizeGreaterThan(90);
        List<String> shown = rowsOf("operating/errors.md");
        assertThat(shown).allMatch(row -> MEANING.matcher(row).find(), "says what happened");
        assertThat(shown)
                .extracting(row -> MEANING.matcher(row).replaceFirst("$1 | … |"))
                .containsExactlyElementsOf(rows);
    }

    @Test
    void everyLimitIsOnItsPageWithItsDefault() throws Exception {
        List<String> rows = new ArrayList<>();
        for (Class<?> c : classes(Object.class)) {
            for (Field f : c.getDeclaredFields()) {
                if (f.getType() == Limit.class && Modifier.isStatic(f.getModifiers())) {
                    f.setAccessible(true);
                    Limit l = (Limit) f.get(null);
                    rows.add(
                            "| `%s` | %s | %s | %s |"
                                    .formatted(
                                            l.name(),
                                            String.format(Locale.ROOT, "%,d", l.defaultValue()),
                                            l.unit(),
                                            l.meaning()));
                }
            }
        }
        rows.sort(null);
        assertThat(rows).hasSizeGreaterThan(50);
        assertThat(rowsOf("operating/limits.md")).containsExactlyElementsOf(rows);
    }

    @Test
    void everyCounterOfAWindowIsOnThePageOfMetrics() {
        String page = Repository.text(DOCS.resolve("operating/metrics.md"));
        assertThat(WindowStats.class.getRecordComponents())
                .extracting(c -> "| `" + c.getName() + "` |")
                .hasSizeGreaterThan(5)
                .allMatch(page::contains);
    }

    /** The rows that begin with a code or a name, in the order of their first cells. */
    private static List<String> rowsOf(String page) {
        String text = Repository.text(DOCS.resolve(page));
        return text.lines().filter(l -> FIRST_CELL.matcher(l).find()).sorted().toList();
    }

    /** The project's classes that are of that type and in which something can be found. */
    private static List<Class<?>> classes(Class<?> type) throws Exception {
        List<Class<?>> found = new ArrayList<>();
        for (String name : new TreeSet<>(names())) {
            Class<?> c = Class.forName(name, false, CataloguePagesTest.class.getClassLoader());
            if (type.isAssignableFrom(c)
                    && !c.isInterface()
                    && (type == Object.class || c.isEnum())) {
                found.add(c);
            }
        }
        return found;
    }

    /** Sources are looked through, since class files may be folders, archives, or both. */
    private static List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        for (Path file : Repository.files(Repository.root(), ".java")) {
            String path = Repository.root().relativize(file).toString().replace('\\', '/');
            boolean isOfTheProduct = path.contains("/src/main/java/") && !path.startsWith("bench/");
            String text = isOfTheProduct ? Repository.text(file) : "";
            if (text.contains("implements ErrorCode") || text.contains("new Limit(")) {
                names.add(
                        path.replaceAll(".*/src/main/java/", "")
                                .replace(".java", "")
                                .replace('/', '.'));
            }
        }
        return names;
    }
}
