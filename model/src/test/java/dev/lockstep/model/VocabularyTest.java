package dev.lockstep.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.error.Problem;
import dev.lockstep.model.reading.ProjectReader;
import dev.lockstep.model.reading.ReadOptions;
import dev.lockstep.model.reading.Vocabulary;
import dev.lockstep.model.reading.Vocabulary.Entry;
import dev.lockstep.model.reading.Vocabulary.Treatment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of elements and attributes, its page in the reference, and what readers do with it. */
class VocabularyTest {
    private static final Path PAGE = Path.of("../docs/reference/project-xml.md");
    private static final Path READERS = Path.of("src/main/java/dev/lockstep/model/reading");

    static List<Entry> entries() {
        return Vocabulary.entries();
    }

    @Test
    void theReferenceShowsTheTable() throws IOException {
        List<String> shown =
                Files.readAllLines(PAGE).stream().filter(l -> l.startsWith("| `")).toList();
        List<String> known =
                Vocabulary.markdown().lines().filter(l -> l.startsWith("| `")).toList();
        assertThat(shown).containsExactlyElementsOf(known).hasSizeGreaterThan(150);
        assertThat(known).hasSameSizeAs(entries());
    }

    @Test
    void eachThatHasNoEffectOrIsRefusedSaysWhy() {
        assertThat(entries())
                .allSatisfy(
                        e ->
                                assertThat(e.reason().isEmpty())
                                        .as(e.toString())
                                        .isEqualTo(e.treatment() == Treatment.EFFECTIVE));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void aDocumentIsTreatedAsTheTableSays(Entry entry) {
        boolean isAttribute = entry.name().startsWith("@");
        String name = isAttribute ? entry.name().substring(1) : entry.name();
        List<Problem> problems = read(document(entry));
        String what = (isAttribute ? "attribute " : "element ") + name;
        assertThat(problems).extracting(Problem::code).doesNotContain(ModelError.MALFORMED_XML);
        List<String> codes = new ArrayList<>();
        for (Problem p : problems) {
            if (p.detail().contains(what + " of ") || p.detail().contains("no " + what + ".")) {
                codes.add(p.code().code() + (p.isError() ? " error" : " note"));
            }
        }
        switch (entry.treatment()) {
            case EFFECTIVE -> assertThat(codes).isEmpty();
            case NO_EFFECT -> assertThat(codes).containsExactly("LS-1018 note");
            case REFUSED -> assertThat(codes).containsExactly("LS-1009 error");
        }
    }

    @Test
    void aNameThatNobodyKnowsIsAnErrorInEveryElement() {
        for (Entry e : entries()) {
            Entry wrong = new Entry(e.parent(), "@nobody-knows", Treatment.REFUSED, "");
            assertThat(read(document(wrong)))
                    .as(e.parent())
                    .anySatisfy(
                            p -> {
                                assertThat(p.code()).isEqualTo(ModelError.UNKNOWN_ATTRIBUTE);
                                assertThat(p.detail()).contains("nobody-knows");
                            });
        }
    }

    /** A name that no reader ever asks for could not be effective. */
    @Test
    void whatIsEffectiveIsAskedForByAReader() throws IOException {
        StringBuilder sources = new StringBuilder();
        try (Stream<Path> files = Files.list(READERS)) {
            for (Path f : files.toList()) {
                if (!f.endsWith("Vocabulary.java")) {
                    sources.append(Files.readString(f));
                }
            }
        }
        List<String> free = List.of("description", "metadata", "connector-groups");
        for (Entry e : entries()) {
            String name = e.name().replace("@", "");
            boolean isFamily =
                    name.startsWith("property-")
                            || name.startsWith("event-loop-")
                            || name.startsWith("use-")
                            || List.of("xpath", "json").contains(name)
                            || e.parent().startsWith("property-");
            if (e.treatment() == Treatment.EFFECTIVE && !free.contains(name) && !isFamily) {
                assertThat(sources).as(e.toString()).contains('"' + name + '"');
            }
        }
    }

    private static List<Problem> read(String xml) {
        return ProjectReader.read(
                        xml.getBytes(StandardCharsets.UTF_8),
                        "m.xml",
                        n -> null,
                        new ReadOptions(List.of("fs"), false))
                .problems();
    }

    /** Nothing but the way from the root to the name. */
    private static String document(Entry entry) {
        Deque<String> way = new ArrayDeque<>();
        Map<String, String> parents = parents();
        String element = entry.parent().equals("window-*") ? "window-copy" : entry.parent();
        for (String e = element; e != null; e = parents.get(e)) {
            way.push(e);
        }
        StringBuilder open = new StringBuilder();
        StringBuilder close = new StringBuilder();
        for (String e : way) {
            String tag = e.substring(e.indexOf('/') + 1);
            boolean isLast = e.equals(element) && entry.name().startsWith("@");
            open.append('<').append(tag);
            open.append(isLast ? " " + entry.name().substring(1) + "='x'>" : ">");
            close.insert(0, "</" + tag + ">");
        }
        String inside = entry.name().startsWith("@") ? "" : "<" + entry.name() + "/>";
        return open + inside + close;
    }

    private static Map<String, String> parents() {
        Map<String, String> parents = new LinkedHashMap<>();
        Deque<String> open = new ArrayDeque<>(List.of("engine"));
        for (Entry e : entries()) {
            if (e.parent().contains("/")) {
                parents.put(e.parent(), e.parent().substring(0, e.parent().indexOf('/')));
            }
        }
        while (!open.isEmpty()) {
            String parent = open.poll();
            for (Entry e : entries()) {
                boolean isOf =
                        e.parent().equals(parent)
                                || e.parent().equals("window-*") && parent.equals("window-copy");
                boolean isNew = !e.name().startsWith("@") && !parents.containsKey(e.name());
                if (isOf && isNew && e.treatment() == Treatment.EFFECTIVE) {
                    parents.put(e.name(), parent);
                    open.add(e.name());
                }
            }
        }
        return parents;
    }
}
