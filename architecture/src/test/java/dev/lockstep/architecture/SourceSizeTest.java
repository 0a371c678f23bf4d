package dev.lockstep.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SourceSizeTest {
    private Path folder;

    @BeforeEach
    void emptyFolder(@TempDir Path empty) {
        folder = empty;
    }

    @Test
    void noSourceOfTheProjectIsTooBig() {
        SourceSizes sizes = SourceSizes.of(Repository.files(Repository.root(), ".java"));

        System.out.println("Lockstep part: sizes of " + sizes.summary());
        assertThat(sizes.tooBig()).isEmpty();
        assertThat(sizes.summary()).doesNotStartWith("0 ");
    }

    private List<String> tooBig(String where, String source) throws IOException {
        Path file = folder.resolve(where).resolve("Planted.java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, source);
        return SourceSizes.of(Repository.files(folder, ".java")).tooBig();
    }

    private static String classOfLines(int lines) {
        return "class Planted {" + "\n".repeat(lines - 1) + "}\n";
    }

    @Test
    void aClassAtTheLimitPassesAndOneLineMoreIsCaught() throws IOException {
        assertThat(tooBig("src/main", classOfLines(600))).isEmpty();
        assertThat(tooBig("src/main", classOfLines(601)))
                .singleElement()
                .asString()
                .contains("Planted.java has 601 lines, more than 600");
    }

    @Test
    void aTestClassMayBeLonger() throws IOException {
        assertThat(tooBig("src/test", classOfLines(800))).isEmpty();
        assertThat(tooBig("src/test", classOfLines(801))).hasSize(1);
    }

    private static String methodOfLines(int lines) {
        return "class Planted {\n    /** Not counted. */\n    void grow() {"
                + "\n".repeat(lines - 1)
                + "}\n}\n";
    }

    @Test
    void aMethodAtTheLimitPassesAndOneLineMoreIsCaught() throws IOException {
        assertThat(tooBig("src/main", methodOfLines(60))).isEmpty();
        assertThat(tooBig("src/main", methodOfLines(61)))
                .singleElement()
                .asString()
                .contains("Planted.java:3 grow has 61 lines");
    }

    @Test
    void sevenParametersPassAndEightAreCaught() throws IOException {
        String seven = "int a, int b, int c, int d, int e, int f, int g";
        assertThat(tooBig("src/main", "class Planted { void f(" + seven + ") {} }")).isEmpty();
        assertThat(tooBig("src/main", "class Planted { void f(" + seven + ", int h) {} }"))
                .singleElement()
                .asString()
                .contains("8 parameters");
        assertThat(tooBig("src/main", "class Planted { Planted(" + seven + ", int h) {} }"))
                .hasSize(1);
    }

    @Test
    void aRecordMayHaveAnyNumberOfComponents() throws IOException {
        String nine = "int a, int b, int c, int d, int e, int f, int g, int h, int i";
        assertThat(tooBig("src/main", "record Planted(" + nine + ") { Planted { a++; } }"))
                .isEmpty();
        assertThat(tooBig("src/main", "record Planted(int a) { void f(" + nine + ") {} }"))
                .hasSize(1);
    }

    private static String methodOf(String statements) {
        return "class Planted { void f(boolean a, int n) {\n"
                + statements.replace("; ", ";\n").replace("{ ", "{\n")
                + "} }";
    }

    @Test
    void fourteenWaysThroughAMethodPassAndFifteenAreCaught() throws IOException {
        String way = "if (a) { n++; } ";
        assertThat(tooBig("src/main", methodOf(way.repeat(13)))).isEmpty();
        assertThat(tooBig("src/main", methodOf(way.repeat(14))))
                .singleElement()
                .asString()
                .contains("Planted.java:1 f has 15 ways");
        String operators = "n = a && a || a ? 1 : 2; while (a) { n--; } ";
        assertThat(tooBig("src/main", methodOf(operators.repeat(3)))).isEmpty();
        assertThat(tooBig("src/main", methodOf(operators.repeat(4)))).hasSize(1);
        String cases = "switch (n) { " + "case 1: break; ".repeat(30) + "}";
        assertThat(tooBig("src/main", methodOf(cases))).isEmpty();
    }

    @Test
    void fourLevelsOfNestingPassAndFiveAreCaught() throws IOException {
        String four = "if (a) { for (;;) { while (a) { try { n++; } finally { n--; } } } }";
        assertThat(tooBig("src/main", methodOf(four))).isEmpty();
        assertThat(tooBig("src/main", methodOf("do { " + four + " } while (a);")))
                .singleElement()
                .asString()
                .contains("f is nested 5 deep");
        String chain = "if (a) { n++; }" + " else if (a) { n--; }".repeat(9);
        assertThat(tooBig("src/main", methodOf(chain))).isEmpty();
    }

    @Test
    void aLineAtTheLimitPassesAndOneCharacterMoreIsCaught() throws IOException {
        assertThat(tooBig("src/main", "class Planted {} //" + "é".repeat(101))).isEmpty();
        assertThat(tooBig("src/main", "class Planted {} //" + "é".repeat(102)))
                .singleElement()
                .asString()
                .contains("Planted.java:1 is longer than 120");
    }
}
