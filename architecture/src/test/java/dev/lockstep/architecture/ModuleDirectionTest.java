package dev.lockstep.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Who may see whom, and what things may be called. */
final class ModuleDirectionTest {
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final Pattern EMPTY_NAME = Pattern.compile(".*(Impl|Manager|Helper|Utils?)");
    private static final Pattern JDK =
            Pattern.compile("(java|javax|jdk|com\\.sun\\.management|org\\.w3c|org\\.xml)\\..*");

    @Test
    void everyModuleOfTheBuildHasItsPlace() {
        String pom = Repository.text(Repository.root().resolve("pom.xml"));
        List<String> built =
                MODULE.matcher(pom)
                        .results()
                        .map(m -> m.group(1))
                        .filter(m -> !m.equals("architecture"))
                        .toList();

        assertThat(built).containsExactlyInAnyOrderElementsOf(Modules.names());
    }

    @Test
    void everyModulesClassesAreLookedAt() {
        for (String module : Modules.names()) {
            assertThat(Modules.written(module)).as(module).isNotEmpty();
        }
    }

    @Test
    void aModuleDeclaresOnlyModulesBelowIt() {
        for (String module : Modules.names()) {
            assertThat(Modules.maySee(module))
                    .as("pom.xml of %s", module)
                    .containsAll(Modules.declaredModules(module));
        }
    }

    @Test
    void aModulesClassesUseOnlyModulesBelowItAndLibrariesThatItDeclares() {
        List<String> wrong = new ArrayList<>();
        for (String module : Modules.names()) {
            List<String> libraries = Modules.declaredLibraryPackages(module);
            for (JavaClass c : Modules.written(module)) {
                wrong.addAll(forbidden(module, libraries, c));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void aModuleThatUsesAHigherOneIsCaught() {
        JavaClass sees = new ClassFileImporter().importClass(Modules.class);
        assertThat(forbidden("api", List.of("org.jspecify"), sees))
                .as("archunit is no library of api")
                .anyMatch(w -> w.contains("com.tngtech.archunit"));
        assertThat(forbidden("api", List.of("org.jspecify", "com.tngtech.archunit"), sees))
                .as("architecture is no module of api")
                .anyMatch(w -> w.contains(Repository.class.getName()));
    }

    private static List<String> forbidden(String module, List<String> libraries, JavaClass c) {
        List<String> wrong = new ArrayList<>();
        for (Dependency dependency : c.getDirectDependenciesFromSelf()) {
            JavaClass target = dependency.getTargetClass().getBaseComponentType();
            String seen = Modules.moduleOf(target.getPackageName());
            boolean fine =
                    seen != null
                            ? seen.equals(module) || Modules.maySee(module).contains(seen)
                            : target.isPrimitive()
                                    || JDK.matcher(target.getName()).matches()
                                    || libraries.stream().anyMatch(target.getName()::startsWith);
            if (!fine) {
                wrong.add(module + " must not see: " + dependency.getDescription());
            }
        }
        return wrong;
    }

    @Test
    void aLibraryUnderTheGplStaysInTheBenchmark() {
        for (String module : Modules.names()) {
            if (!module.equals("bench")) {
                assertThat(Modules.declaredLibraryPackages(module))
                        .as(module)
                        .doesNotContain("com.espertech");
            }
        }
    }

    /** What starts nodes must not need what nodes are made of, nor the other way round. */
    @Test
    void librariesOfNodesStayInTheirProcesses() {
        String node = "dev.lockstep.brokers.node";
        Predicate<JavaClass> isOfNodes = c -> c.getPackageName().equals(node);
        List<JavaClass> classes = Modules.written("brokers");

        List<JavaClass> starting = classes.stream().filter(isOfNodes.negate()).toList();
        assertThat(starting).hasSizeGreaterThan(10);
        assertThat(starting)
                .flatMap(c -> forbidden("brokers", List.of("org.jspecify"), c))
                .isEmpty();
        assertThat(starting).flatMap(c -> targets(c)).noneMatch(isOfNodes);

        List<JavaClass> running = classes.stream().filter(isOfNodes).toList();
        assertThat(running).hasSizeGreaterThan(2);
        assertThat(running)
                .flatMap(c -> targets(c))
                .filteredOn(t -> Modules.moduleOf(t.getPackageName()) != null)
                .allMatch(isOfNodes);
    }

    /** The core of failover is pure; what touches the world stands around it. */
    @Test
    void theCoreOfFailoverSeesNoAdapterAndNoLibrary() {
        List<JavaClass> classes = Modules.written("failover");
        Predicate<JavaClass> isCore = c -> Modules.FAILOVER_CORE.contains(c.getPackageName());
        List<JavaClass> core = classes.stream().filter(isCore).toList();
        assertThat(core).hasSizeGreaterThan(25);
        assertThat(core).flatMap(c -> forbidden("failover", List.of("org.jspecify"), c)).isEmpty();
        assertThat(core)
                .flatMap(c -> targets(c))
                .filteredOn(t -> "failover".equals(Modules.moduleOf(t.getPackageName())))
                .allMatch(isCore);
    }

    private static List<JavaClass> targets(JavaClass c) {
        return c.getDirectDependenciesFromSelf().stream()
                .map(d -> d.getTargetClass().getBaseComponentType())
                .toList();
    }

    @Test
    void packagesOfAModuleFormNoCycle() {
        for (String module : Modules.names()) {
            assertThat(PackageCycles.of(Modules.written(module))).as(module).isEmpty();
        }
    }

    @Test
    void aCycleOfPackagesIsCaught() {
        JavaClasses planted =
                new ClassFileImporter().importPackages("dev.lockstep.architecture.planted");
        String here = "dev.lockstep.architecture.planted";
        assertThat(PackageCycles.of(planted))
                .containsExactly(
                        here + " -> " + here + ".there (Here > There)",
                        here + ".there -> " + here + " (There > Here)");
        List<JavaClass> half =
                planted.stream().filter(c -> c.getPackageName().equals(here)).toList();
        assertThat(PackageCycles.of(half)).isEmpty();
    }

    @Test
    void noClassHasAnEmptyName() {
        List<String> empty = new ArrayList<>();
        for (String module : Modules.names()) {
            for (JavaClass c : Modules.written(module)) {
                if (EMPTY_NAME.matcher(c.getSimpleName()).matches()) {
                    empty.add(c.getName());
                }
            }
        }
        assertThat(empty).as("find the domain's word instead").isEmpty();
    }

    @Test
    void namesThatSayNothingAreCaught() {
        assertThat(List.of("JoinImpl", "RowManager", "IndexHelper", "BlockUtil", "BlockUtils"))
                .allMatch(n -> EMPTY_NAME.matcher(n).matches());
        assertThat(List.of("Implication", "Managers", "Utility", "Join"))
                .noneMatch(n -> EMPTY_NAME.matcher(n).matches());
    }

    @Test
    void everyPackageSaysWhatItIsForAndIsNullMarked() {
        List<String> silent = new ArrayList<>();
        for (String module : Modules.names()) {
            Path sources = Repository.root().resolve(module).resolve("src/main/java");
            for (Path source : Repository.files(sources, ".java")) {
                Path info = source.resolveSibling("package-info.java");
                if (!Files.exists(info) || !Repository.text(info).contains("@NullMarked")) {
                    silent.add(sources.relativize(source.resolveSibling("")).toString());
                }
            }
        }
        assertThat(silent).isEmpty();
    }
}
