package dev.lockstep.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the project says about itself is true where a machine can tell. */
final class DocumentationTest {
    private static final Path ROOT = Repository.root();
    private static final Pattern POM_ARTIFACT =
            Pattern.compile(
                    "<groupId>([^<$]+)</groupId>\\s*<artifactId>([^<]+)</artifactId>\\s*<version>");
    private static final Pattern ENTRY =
            Pattern.compile(
                    "(?m)^### (.+)\\R+^Why: .+\\R^Alternatives: .+\\R^Licence: .+ Removal: .+$");
    private static final Pattern ENTRY_HEADING = Pattern.compile("(?m)^### (.+)$");
    private static final Pattern ENTRY_NAME = Pattern.compile("`([^`]+)`");

    @Test
    void everyRelativeLinkLeadsSomewhere() {
        List<Path> pages = Repository.files(ROOT, ".md");
        assertThat(pages).contains(ROOT.resolve("README.md"), ROOT.resolve("docs/README.md"));

        assertThat(pages).flatMap(Documents::brokenLinks).isEmpty();
    }

    @Test
    void everyPageIsNamedByThePageOfItsFolder() {
        List<Path> pages = Repository.files(ROOT.resolve("docs"), ".md");
        assertThat(pages)
                .filteredOn(page -> !Repository.name(page).equals("README.md"))
                .filteredOn(page -> !index(page).contains("(" + Repository.name(page)))
                .isEmpty();
        assertThat(pages).hasSizeGreaterThan(30);
    }

    private static String index(Path page) {
        return Repository.text(page.resolveSibling("README.md"));
    }

    @Test
    void aLinkThatLeadsNowhereIsCaught(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("there.md"), "# A `b`, C\n");
        Path page =
                Files.writeString(
                        folder.resolve("page.md"),
                        """
                        [a](there.md) [b](there.md#a-b-c) [c](https://example.org/x) [d](#own)
                        [e](gone.md) [f](there.md#d) `[g](code.md)` [h](../%s/there.md)
                        # Own
                        ```
                        [i](fenced.md)
                        ```
                        """
                                .formatted(folder.getFileName()));

        assertThat(Documents.brokenLinks(page))
                .containsExactly(page + ": gone.md", page + ": there.md#d");
    }

    @Test
    void noFileHoldsAForbiddenWord() throws IOException {
        List<String> found = new ArrayList<>();
        int read = 0;
        for (Path file : Repository.files(ROOT)) {
            String name = ROOT.relativize(file).toString().replace('\\', '/');
            boolean mayNameRegistries =
                    name.startsWith(".mvn/wrapper/") || name.endsWith("/Documents.java");
            try {
                String text = Files.readString(file);
                read++;
                Documents.forbiddenWords(text, mayNameRegistries)
                        .forEach(word -> found.add(name + ":" + word));
            } catch (CharacterCodingException binary) {
                assertThat(name).as("only binary files are not UTF-8").doesNotEndWith(".java");
            }
        }
        assertThat(found).isEmpty();
        assertThat(read).isGreaterThan(50);
    }

    @Test
    void aForbiddenWordIsCaught() {
        String later = "TO" + "DO";
        String folder = "/wo" + "rk/x";
        assertThat(Documents.forbiddenWords("fine\n// " + later + ": x", false))
                .containsExactly("2: " + later);
        assertThat(Documents.forbiddenWords("cd " + folder, false)).hasSize(1);
        assertThat(Documents.forbiddenWords("cd build" + folder + " some" + folder, false))
                .isEmpty();
        String registry = "https://repo.maven." + "apache.org/x";
        assertThat(Documents.forbiddenWords(registry, false)).hasSize(1);
        assertThat(Documents.forbiddenWords(registry, true)).isEmpty();
        assertThat(Documents.forbiddenWords("http://maven.apache.org/POM/4.0.0", false)).isEmpty();
    }

    @Test
    void everyDependencyIsAccountedForAndNoneTooMany() {
        assertThat(documentedDependencies(true))
                .containsExactlyInAnyOrderElementsOf(dependenciesOfThePom());
    }

    @Test
    void everyEntryHasItsThreeLines() {
        assertThat(documentedDependencies(false))
                .as("Why, Alternatives, and Licence with Removal, a line each")
                .isEqualTo(documentedDependencies(true));
    }

    private static Set<String> dependenciesOfThePom() {
        Set<String> names = new TreeSet<>();
        String pom = Repository.text(ROOT.resolve("pom.xml"));
        for (MatchResult m : POM_ARTIFACT.matcher(pom).results().toList()) {
            if (!m.group(1).equals("dev.lockstep")) {
                names.add(m.group(1) + ":" + m.group(2));
            }
        }
        return names;
    }

    private static Set<String> documentedDependencies(boolean wholeEntriesOnly) {
        String page = Repository.text(ROOT.resolve("docs/dependencies.md"));
        Set<String> names = new TreeSet<>();
        Pattern entries = wholeEntriesOnly ? ENTRY : ENTRY_HEADING;
        for (MatchResult entry : entries.matcher(page).results().toList()) {
            ENTRY_NAME.matcher(entry.group(1)).results().forEach(n -> names.add(n.group(1)));
        }
        return names;
    }
}
