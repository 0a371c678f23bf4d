package dev.lockstep.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.architecture.CodeBlocks.Block;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the pages show as code can be done; {@link DocumentedFailoverTest} has one of them. */
final class DocumentedCodeTest {
    @TempDir static Path folder;
    static DocumentedCode code;

    @BeforeAll
    static void prepare() throws Exception {
        code = new DocumentedCode(folder);
        code.prepare();
    }

    @AfterAll
    static void end() throws Exception {
        code.end();
    }

    static List<Block> blocks() {
        return CodeBlocks.pages().stream()
                .filter(p -> !p.endsWith(DocumentedFailoverTest.PAGE))
                .flatMap(p -> CodeBlocks.of(p).stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void aBlockCanBeDone(Block block) throws Exception {
        assertThat(code.fault(block)).isEmpty();
    }

    @Test
    void thereAreBlocksOfCommands() {
        assertThat(blocks()).filteredOn(b -> b.language().equals("sh")).hasSizeGreaterThan(4);
    }

    @Test
    void whatCannotBeDoneIsCaught() throws Exception {
        assertThat(fault("sh", "./lockstep runn MODEL.xml\n")).startsWith("4: ");
        assertThat(fault("sh", "./lockstep tset\n")).isNotEmpty();
        assertThat(fault("sh", "./lockstep validate MODEL.xml --fromat json\n")).startsWith("4: ");
        assertThat(fault("sh", "false\n./lockstep validate MODEL.xml\n")).isNotEmpty();
        assertThat(fault("", "./lockstep demo\n")).contains("sh");
        assertThat(fault("sh", "echo one\n")).isEmpty();
        assertThat(fault("text", "one\n")).isEmpty();
        assertThat(fault("text", "two\n")).isEqualTo("printed is:\none\n");
        assertThat(fault("xml", "<project name='p'><contqueries/></project>")).contains("LS-1007");
        assertThat(fault("java", "class Wrong { int x = dev.lockstep.Nothing.at(); }"))
                .contains("Nothing");
        assertThat(fault("java", "class Right { dev.lockstep.api.block.EventBlock b; }")).isEmpty();
    }

    @Test
    void aBlockIsSavedUnderTheNameBeforeIt() throws Exception {
        Path page =
                Files.writeString(
                        folder.resolve("page.md"),
                        """
                        Save this as `notes.csv`:

                        ```csv
                        I,N,1
                        ```

                        The file `other.csv` holds more.
                        ```sh
                        cat notes.csv
                        ```
                        """);
        List<Block> read = CodeBlocks.of(page);
        assertThat(read).extracting(Block::file).containsExactly("notes.csv", "");
        for (Block b : read) {
            assertThat(code.fault(b)).isEmpty();
        }
        assertThat(code.fault(new Block(page, "text", "I,N,1", ""))).isEmpty();
    }

    private static String fault(String language, String text) throws Exception {
        return code.fault(new Block(Path.of("planted.md"), language, text, ""));
    }
}
