package dev.lockstep.connectors.fs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.connector.ConnectorConfig;
import dev.lockstep.api.connector.Direction;
import dev.lockstep.api.connector.Publisher;
import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.connectors.RecordingSink;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A line of 100 MB is refused within 64 MiB of heap, in a virtual machine of its own. */
class FsLongLineTest {
    private static final Schema SCHEMA =
            new Schema(
                    List.of(
                            new Field("id", FieldType.INT64, true),
                            new Field("text", FieldType.STRING, false)));

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"i,n,2,", "i,n,2,\""})
    void aHugeLineIsABadRowAndTheNextIsRead(String beginning) throws Exception {
        Path file = folder.resolve("long.csv");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(("i,n,1,a\n" + beginning).getBytes(StandardCharsets.UTF_8));
            byte[] chunk = new byte[1_000_000];
            Arrays.fill(chunk, (byte) 'x');
            for (int i = 0; i < 100; i++) {
                out.write(chunk);
            }
            out.write("\ni,n,3,c\n".getBytes(StandardCharsets.UTF_8));
        }
        String output = read(file, "csv");
        boolean isQuoted = beginning.endsWith("\"");
        assertThat(output)
                .contains("I,N, 1,a\nI,N, 3,c\n")
                .contains(isQuoted ? "OPEN_QUOTE" : "LINE_TOO_LONG")
                .contains(":2");
    }

    /** Documents have no lines; what stands for one is a value, a tag or a comment. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            textBlock =
                    """
                    xml        | <events><event><id>2</id><text>   | LS-4017
                    xml        | <events><event><text a="          | LS-4017
                    xml        | <events><!--                      | LS-4017
                    xml        | <events><event><![CDATA[          | LS-40
                    xml        | <events><                         | LS-4009
                    json       | [{"id":2,"text":"                 | LS-4010
                    json       | [{"id":2,"                        | LS-4010
                    json       | [{"id":2,"n":1                    | LS-4010
                    properties | id=2                              | LINE_TOO_LONG
                    """)
    void aHugePartOfADocumentIsRefused(String type, String beginning, String code)
            throws Exception {
        Path file = folder.resolve("long." + type);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(beginning.getBytes(StandardCharsets.UTF_8));
            byte[] chunk = new byte[1_000_000];
            Arrays.fill(chunk, (byte) '1');
            for (int i = 0; i < 100; i++) {
                out.write(chunk);
            }
        }
        assertThat(read(file, type)).contains(code, "long." + type).doesNotContain("OutOfMemory");
    }

    private static String read(Path file, String type) throws Exception {
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx64m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Child.class.getName(),
                                file.toString(),
                                type)
                        .redirectErrorStream(true)
                        .start();
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).as(output).isZero();
        return output;
    }

    /** Reads the file and prints what came of it. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws Exception {
            ConnectorConfig config =
                    new ConnectorConfig(
                            "p/q/w/c",
                            Direction.PUBLISH,
                            SCHEMA,
                            false,
                            Map.of(
                                    "fsname",
                                    arguments[0],
                                    "fstype",
                                    arguments[1],
                                    "ignorecsvparseerrors",
                                    "true"),
                            Path.of("."),
                            Location.UNKNOWN);
            RecordingSink sink = new RecordingSink(SCHEMA);
            try (Publisher publisher = new FsConnector().publisher(config)) {
                publisher.run(sink);
            } catch (LockstepException e) {
                System.out.println(e.getMessage());
            }
            System.out.println(sink.text());
            sink.bad().forEach(b -> System.out.println(b.code() + " " + b.place()));
        }
    }
}
