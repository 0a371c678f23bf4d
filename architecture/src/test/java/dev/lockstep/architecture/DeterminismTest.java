package dev.lockstep.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine and the expressions are pure functions of the journal. */
final class DeterminismTest {
    private static final List<String> PURE = List.of("engine", "expression");

    private static final List<String> PLANTED =
            Determinism.bannedUses(
                    new ClassFileImporter()
                            .importPackages("dev.lockstep.architecture.planted")
                            .get("dev.lockstep.architecture.planted.Undetermined"));

    @Test
    void nothingInEngineOrExpressionCouldDifferBetweenTwoRuns() {
        List<String> wrong = new ArrayList<>();
        for (String module : PURE) {
            for (JavaClass c : Modules.written(module)) {
                Determinism.bannedUses(c).forEach(use -> wrong.add(c.getName() + " uses " + use));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void nothingBannedStandsInTextThatBecomesCode() {
        List<String> wrong = new ArrayList<>();
        for (String module : PURE) {
            Path sources = Repository.root().resolve(module).resolve("src/main");
            for (Path source : Repository.files(sources, ".java")) {
                Determinism.BANNED_IN_GENERATED_CODE
                        .matcher(Repository.text(source))
                        .results()
                        .forEach(m -> wrong.add(Repository.name(source) + ": " + m.group()));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.util.HashMap",
                "java.util.HashSet",
                "java.util.IdentityHashMap",
                "java.util.concurrent.ConcurrentHashMap",
                "java.util.Set.of(",
                "java.util.Set.copyOf(",
                "java.util.Map.of(",
                "java.util.stream.Collectors.toSet(",
                "java.util.List.parallelStream()",
                "java.lang.System.nanoTime()",
                "java.lang.System.currentTimeMillis()",
                "java.lang.System.identityHashCode(",
                "java.lang.System.getProperty(",
                "java.time.Instant.now()",
                "java.time.LocalDate.now()",
                "java.util.Date.<init>()",
                "java.time.ZoneId.systemDefault()",
                "java.util.TimeZone.getDefault()",
                "java.util.Collections.shuffle(",
                "java.lang.Math.random()",
                "java.util.UUID.randomUUID()",
                "java.util.Random",
                "java.util.concurrent.ThreadLocalRandom",
                "java.security.SecureRandom",
                "java.lang.String.format(",
                "java.lang.String.formatted(",
                "java.lang.String.toLowerCase()",
                "java.lang.String.toUpperCase()",
                "java.lang.String.getBytes()",
                "java.lang.String.<init>([B)",
                "java.util.Locale.getDefault()",
                "java.nio.charset.Charset.defaultCharset()",
                "java.time.format.DateTimeFormatter.ofPattern(java.lang.String)",
                "java.io.File",
                "java.io.FileReader",
                "java.nio.file.Files",
                "java.nio.file.Path",
                "java.net.Socket",
                "java.lang.Thread",
                "java.lang.Math.sin(",
                "java.lang.Math.exp(",
                "java.lang.Math.pow(",
                "java.lang.Math.log(",
                "java.lang.Math.atan2(",
                "java.lang.Math.cbrt("
            })
    void aBannedUseIsCaught(String use) {
        assertThat(PLANTED).anyMatch(found -> found.startsWith(use));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.util.LinkedHashMap",
                "java.util.TreeMap",
                "java.util.List.of(",
                "java.util.Map.entry(",
                "java.lang.Math.sqrt(",
                "java.lang.Math.floor(",
                "java.lang.StrictMath",
                "java.lang.String.toLowerCase(java.util.Locale)",
                "java.util.concurrent.TimeUnit",
                "java.util.concurrent.atomic"
            })
    void aHarmlessUseIsNot(String use) {
        assertThat(PLANTED).noneMatch(found -> found.startsWith(use));
    }

    @Test
    void functionsInGeneratedCodeAreToldFromTheStrictOnes() {
        String wrong = "\"return Math.pow(a, b);\"";
        assertThat(Determinism.BANNED_IN_GENERATED_CODE.matcher(wrong).find()).isTrue();
        String right = "\"return StrictMath.pow(a, b) + Math.floor(a);\"";
        assertThat(Determinism.BANNED_IN_GENERATED_CODE.matcher(right).find()).isFalse();
    }
}
