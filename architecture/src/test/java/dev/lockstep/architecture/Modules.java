package dev.lockstep.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The modules and what each may see. An arrow points only from a higher level to a lower one; a
 * module that is missing here fails a test, so that whoever makes one decides its place.
 */
final class Modules {
    static final String ROOT_PACKAGE = "dev.lockstep";

    /** The packages of failover that touch nothing outside of it. */
    static final List<String> FAILOVER_CORE =
            List.of(
                    ROOT_PACKAGE + ".failover",
                    ROOT_PACKAGE + ".failover.entry",
                    ROOT_PACKAGE + ".failover.port",
                    ROOT_PACKAGE + ".failover.replica",
                    ROOT_PACKAGE + ".failover.role");

    private static final TreeMap<String, List<String>> MAY_SEE = new TreeMap<>();

    static {
        MAY_SEE.put("api", List.of());
        MAY_SEE.put("model", List.of("api"));
        MAY_SEE.put("expression", List.of("api"));
        MAY_SEE.put("wire", List.of("api"));
        MAY_SEE.put("store", List.of("api"));
        MAY_SEE.put("failover", List.of("api"));
        MAY_SEE.put("engine", List.of("api", "model", "expression"));
        MAY_SEE.put("connectors", List.of("api", "wire", "expression"));
        MAY_SEE.put("brokers", List.of("api"));
        MAY_SEE.put("testkit", List.of("api", "model", "expression", "wire", "failover", "engine"));
        MAY_SEE.put(
                "server",
                List.of(
                        "api",
                        "model",
                        "expression",
                        "wire",
                        "store",
                        "failover",
                        "brokers",
                        "engine",
                        "connectors"));
        // what drives whole processes may see everything that they are made of
        List<String> all =
                List.of(
                        "api",
                        "model",
                        "expression",
                        "wire",
                        "store",
                        "failover",
                        "brokers",
                        "engine",
                        "connectors",
                        "testkit",
                        "server");
        MAY_SEE.put("system-tests", all);
        MAY_SEE.put("bench", all);
    }

    /** Packages of each library that a module may declare, by its group in the POM; by blanks. */
    private static final TreeMap<String, String> LIBRARIES = new TreeMap<>();

    static {
        LIBRARIES.put("org.jspecify", "org.jspecify");
        LIBRARIES.put("org.antlr", "org.antlr");
        LIBRARIES.put("org.codehaus.janino", "org.codehaus");
        LIBRARIES.put("com.fasterxml.jackson.core", "com.fasterxml.jackson.core");
        LIBRARIES.put("info.picocli", "picocli");
        LIBRARIES.put("org.eclipse.jetty", "org.eclipse.jetty");
        LIBRARIES.put("org.rocksdb", "org.rocksdb");
        LIBRARIES.put("org.slf4j", "org.slf4j");
        LIBRARIES.put("ch.qos.logback", "ch.qos.logback");
        LIBRARIES.put("org.apache.avro", "org.apache.avro");
        LIBRARIES.put("com.google.protobuf", "com.google.protobuf");
        LIBRARIES.put("org.apache.curator", "org.apache.curator");
        LIBRARIES.put("org.apache.kafka", "org.apache.kafka kafka.");
        LIBRARIES.put("org.apache.zookeeper", "org.apache.zookeeper");
        LIBRARIES.put("io.dropwizard.metrics", "com.codahale.metrics");
        LIBRARIES.put("com.espertech", "com.espertech");
        LIBRARIES.put("org.openjdk.jmh", "org.openjdk.jmh");
        LIBRARIES.put("org.junit.jupiter", "org.junit");
        LIBRARIES.put("org.assertj", "org.assertj");
    }

    private static final Pattern DEPENDENCY =
            Pattern.compile(
                    "<dependency>\\s*<groupId>([^<]+)</groupId>\\s*<artifactId>([^<]+)</artifactId>"
                            + "(.*?)</dependency>",
                    Pattern.DOTALL);

    private static final class Loaded {
        static final JavaClasses CLASSES =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages(ROOT_PACKAGE);
    }

    private Modules() {}

    /** The production classes of every module. */
    static JavaClasses classes() {
        return Loaded.CLASSES;
    }

    static Iterable<String> names() {
        return MAY_SEE.keySet();
    }

    static List<String> maySee(String module) {
        return MAY_SEE.getOrDefault(module, List.of());
    }

    /** The module of a package of ours, or null for one of somebody else. */
    static @Nullable String moduleOf(String packageName) {
        if (!packageName.startsWith(ROOT_PACKAGE + ".")) {
            return null;
        }
        String rest = packageName.substring(ROOT_PACKAGE.length() + 1);
        int dot = rest.indexOf('.');
        String first = dot < 0 ? rest : rest.substring(0, dot);
        // a package cannot have the hyphen that the folder has
        return first.equals("systemtests") ? "system-tests" : first;
    }

    /** Classes of a module that people wrote. */
    static List<JavaClass> written(String module) {
        Set<String> generated = generated(module);
        return classes().stream()
                .filter(c -> module.equals(moduleOf(c.getPackageName())))
                .filter(c -> !generated.contains(topLevel(c.getName())))
                .toList();
    }

    private static String topLevel(String className) {
        int dollar = className.indexOf('$');
        return dollar < 0 ? className : className.substring(0, dollar);
    }

    /** Names of the top-level classes that the build generates from grammars. */
    private static Set<String> generated(String module) {
        Path folder = Repository.root().resolve(module).resolve("target/generated-sources/antlr4");
        Set<String> names = new TreeSet<>();
        if (folder.toFile().isDirectory()) {
            for (Path file : Repository.files(folder, ".java")) {
                String path = folder.relativize(file).toString().replace('\\', '/');
                names.add(path.substring(0, path.length() - ".java".length()).replace('/', '.'));
            }
        }
        return names;
    }

    /** The modules of ours that a module's POM names. */
    static List<String> declaredModules(String module) {
        return declared(module)
                .filter(d -> d.group(1).equals(ROOT_PACKAGE))
                .map(d -> d.group(2).replaceFirst("^lockstep-", ""))
                .toList();
    }

    /** Prefixes of the packages of the libraries that a module's POM names. */
    static List<String> declaredLibraryPackages(String module) {
        List<String> packages =
                declared(module)
                        .filter(d -> !d.group(1).equals(ROOT_PACKAGE))
                        .map(d -> LIBRARIES.getOrDefault(d.group(1), "unknown_" + d.group(1)))
                        .flatMap(names -> Stream.of(names.split(" ")))
                        .toList();
        return Stream.concat(packages.stream(), Stream.of("org.jspecify")).toList();
    }

    private static Stream<MatchResult> declared(String module) {
        String pom = Repository.text(Repository.root().resolve(module).resolve("pom.xml"));
        return DEPENDENCY
                .matcher(pom)
                .results()
                .filter(d -> !d.group(3).contains("<scope>test</scope>"));
    }
}
