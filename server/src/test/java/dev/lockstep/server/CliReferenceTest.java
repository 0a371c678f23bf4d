package dev.lockstep.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The page on commands shows what the command line really takes. */
class CliReferenceTest {
    private static final Path PAGE = Path.of("../docs/reference/cli.md");

    @Test
    void thePageShowsEveryCommandWithItsParametersAndOptions() throws IOException {
        List<String> shown =
                Files.readAllLines(PAGE).stream()
                        .filter(l -> l.startsWith("### `") || l.startsWith("| `"))
                        .toList();
        List<String> known = new ArrayList<>();
        Map<String, CommandLine> commands = Main.commandLine().getSubcommands();
        commands.forEach((name, command) -> describe(name, command, known));
        assertThat(shown).containsExactlyElementsOf(known).hasSizeGreaterThan(30);
    }

    private static void describe(String name, CommandLine command, List<String> known) {
        known.add("### `lockstep " + name + "`");
        for (PositionalParamSpec p : command.getCommandSpec().positionalParameters()) {
            known.add(row(p.paramLabel(), "", p.description()[0], ""));
        }
        for (OptionSpec o : command.getCommandSpec().options()) {
            String value = o.arity().max() == 0 ? "" : " " + o.paramLabel();
            String otherwise = o.defaultValue() == null ? "" : "`" + o.defaultValue() + "`";
            known.add(row(String.join(", ", o.names()), value, o.description()[0], otherwise));
        }
        command.getSubcommands().forEach((part, c) -> describe(name + " " + part, c, known));
    }

    private static String row(String name, String value, String meaning, String otherwise) {
        return "| `"
                + name
                + value.replace("|", "\\|")
                + "` | "
                + meaning
                + " | "
                + otherwise
                + " |";
    }

    @Test
    void everyCommandTellsItsVersion() {
        for (String command : Main.commandLine().getSubcommands().keySet()) {
            assertThat(Workplace.execute(command, "--version").out())
                    .contains("Lockstep ", "Java ");
        }
    }

    @Test
    void theExitCodesAreThoseThatThePageNames() throws IOException {
        assertThat(Files.readString(PAGE)).contains("../operating/errors.md#exit-codes");
        assertThat(Files.readString(Path.of("../docs/operating/errors.md")))
                .contains("| 0 | done", "| 1 | internal", "| 2 | the model was refused")
                .contains("| 3 | a connector failed", "| 4 | wrong command line");
    }
}
