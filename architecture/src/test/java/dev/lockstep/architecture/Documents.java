package dev.lockstep.architecture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Reads Markdown and other text of the project for what must not stand there. */
final class Documents {
    private static final Pattern FENCED = Pattern.compile("(?ms)^ *```.*?^ *```");
    private static final Pattern CODE = Pattern.compile("`[^`\n]*`");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(<?([^)\\s>]+)>?[^)]*\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.*)$");

    private static final List<String> REGISTRIES =
            List.of(
                    "repo.maven.apache.org",
                    "repo1.maven.org",
                    "registry.npmjs.org",
                    "pypi.org",
                    "pythonhosted.org",
                    "proxy.golang.org",
                    "crates.io",
                    "deb.debian.org");

    private static final Pattern FORBIDDEN =
            Pattern.compile(
                    // a machine's folder, but not a part of a longer path; in pieces, since this
                    // file is read too
                    "(?<![\\w.~$}/-])/(?:wo" + "rk|ro" + "ot)/|\\bTO" + "DO\\b|\\bFIX" + "ME\\b");

    private Documents() {}

    /** Relative links of a Markdown file that lead nowhere, as {@code file: target}. */
    static List<String> brokenLinks(Path file) {
        String text = FENCED.matcher(Repository.text(file)).replaceAll("");
        List<String> broken = new ArrayList<>();
        for (MatchResult link :
                LINK.matcher(CODE.matcher(text).replaceAll("")).results().toList()) {
            String target = link.group(1);
            if (!target.matches("[a-z]+:.*") && !leadsSomewhere(file, target)) {
                broken.add(file + ": " + target);
            }
        }
        return broken;
    }

    private static boolean leadsSomewhere(Path file, String target) {
        int hash = target.indexOf('#');
        String name = hash < 0 ? target : target.substring(0, hash);
        Path page = name.isEmpty() ? file : file.resolveSibling(name).normalize();
        if (!Files.exists(page)) {
            return false;
        }
        return hash < 0
                || !Repository.name(page).endsWith(".md")
                || anchors(page).contains(target.substring(hash + 1));
    }

    /** The anchors that a page's headings have, made as code hosts make them. */
    private static Set<String> anchors(Path page) {
        Set<String> anchors = new TreeSet<>();
        String text = FENCED.matcher(Repository.text(page)).replaceAll("");
        HEADING.matcher(text)
                .results()
                .map(h -> h.group(1).strip().toLowerCase(Locale.ROOT))
                .map(h -> h.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .forEach(anchors::add);
        return anchors;
    }

    /** Forbidden words of a text, as {@code line: word}. */
    static List<String> forbiddenWords(String text, boolean mayNameRegistries) {
        List<String> found = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            int line = i + 1;
            FORBIDDEN
                    .matcher(lines.get(i))
                    .results()
                    .forEach(m -> found.add(line + ": " + m.group()));
            for (String registry : REGISTRIES) {
                if (!mayNameRegistries && lines.get(i).contains(registry)) {
                    found.add(line + ": " + registry);
                }
            }
        }
        return found;
    }
}
