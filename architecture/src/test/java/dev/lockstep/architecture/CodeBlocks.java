package dev.lockstep.architecture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fenced blocks of a Markdown page. */
final class CodeBlocks {
    private static final Pattern FENCED = Pattern.compile("(?ms)^ *```([a-z]*)\\R(.*?)^ *```");
    private static final Pattern NAME =
            Pattern.compile("(?s).*`([\\w-]+\\.(?:xml|csv|java))`[^`\n]*:\\s*$");

    private CodeBlocks() {}

    /**
     * One block.
     *
     * @param language what stands behind the fence; empty for none
     * @param file the name in code marks in the line before the block, which ends with a colon:
     *     what the reader is to save it as; empty for none
     */
    record Block(Path page, String language, String text, String file) {
        @Override
        public String toString() {
            return page.getFileName() + ": " + text.lines().findFirst().orElse("");
        }
    }

    static List<Block> of(Path page) {
        List<Block> blocks = new ArrayList<>();
        String text = Repository.text(page);
        int end = 0;
        for (MatchResult m : FENCED.matcher(text).results().toList()) {
            Matcher name = NAME.matcher(text.substring(end, m.start()));
            blocks.add(
                    new Block(page, m.group(1), m.group(2), name.matches() ? name.group(1) : ""));
            end = m.end();
        }
        return blocks;
    }

    /** Pages whose blocks are held to what they say. */
    static List<Path> pages() {
        Path root = Repository.root();
        List<Path> pages = new ArrayList<>(List.of(root.resolve("README.md")));
        pages.addAll(Repository.files(root.resolve("docs"), ".md"));
        pages.addAll(Repository.files(root.resolve("examples"), ".md"));
        return pages;
    }
}
