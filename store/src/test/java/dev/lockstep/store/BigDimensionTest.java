package dev.lockstep.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A dimension that is far larger than the heap. {@code -Dlockstep.long=true} makes it 5 million
 * rows rather than 500 000, which in the heap take more than 64 MiB too.
 */
class BigDimensionTest {
    private static final boolean IS_LONG = Boolean.getBoolean("lockstep.long");
    private static final Pattern LINE =
            Pattern.compile(
                    "(\\w+): (\\d+) rows, (\\d+) matched, (\\d+) missed, digest (\\w+), bad 0, ms"
                            + " \\d+");

    @Test
    void factsFindEveryRowOfADimensionLargerThanTheHeap(@TempDir Path folder)
            throws IOException, InterruptedException {
        long rows = IS_LONG ? 5_000_000 : 500_000;
        long facts = rows / 10;
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                IS_LONG ? "-Xmx256m" : "-Xmx64m",
                                "-XX:+UseSerialGC",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                BigDimension.class.getName(),
                                Long.toString(rows),
                                Long.toString(facts),
                                folder.toString())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor(5, TimeUnit.MINUTES)).isTrue();
        System.out.print("Lockstep part: big dimension\n" + said);
        assertThat(child.exitValue()).as(said).isZero();
        List<Matcher> lines = said.lines().map(LINE::matcher).filter(Matcher::matches).toList();
        assertThat(lines).hasSize(4);
        long left = rows - (rows + 8) / 9;
        assertThat(lines).allMatch(m -> Long.parseLong(m.group(2)) == left);
        assertThat(lines.stream().map(m -> m.group(5)).distinct()).hasSize(1);
        Matcher last = lines.get(3);
        assertThat(Long.parseLong(last.group(3)) + Long.parseLong(last.group(4))).isEqualTo(facts);
        assertThat(Long.parseLong(last.group(3))).isGreaterThan(facts * 6 / 10);
        assertThat(Long.parseLong(last.group(4))).isGreaterThan(facts / 10);
    }
}
