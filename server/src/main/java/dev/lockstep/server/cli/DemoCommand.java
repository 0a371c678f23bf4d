package dev.lockstep.server.cli;

import dev.lockstep.brokers.SharedFolder;
import dev.lockstep.server.demo.Demonstration;
import dev.lockstep.server.demo.FailoverDemonstration;
import dev.lockstep.server.trial.Certificate;
import dev.lockstep.server.trial.CertificateJson;
import dev.lockstep.server.trial.CertificateText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code demo}: the bundled example on generated data, in failover or alone. */
@Command(
        name = "demo",
        description = {
            "Show failover: three Kafka brokers and three engines are started, the engine at work"
                    + " is killed twice and frozen once under load, and the output is compared with"
                    + " that of an undisturbed run. Exit code 0 if both are the same."
        },
        versionProvider = Version.class,
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    /** Coordinators of engines. */
    enum Coordinator {
        zookeeper,
        kafka
    }

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "trades a second",
            defaultValue = "5000")
    private int rate;

    @Option(
            names = "--coordinator",
            paramLabel = "zookeeper|kafka",
            description = "what tells engines of each other",
            defaultValue = "zookeeper")
    @SuppressWarnings("NullAway.Init")
    private Coordinator coordinator;

    @Option(names = "--json", paramLabel = "FILE", description = "write the certificate there too")
    private @Nullable Path json;

    @Option(
            names = "--calm",
            paramLabel = "SECONDS",
            description = "between two blows",
            defaultValue = "4")
    private int calm;

    @Option(
            names = "--freeze",
            paramLabel = "SECONDS",
            description = "how long an engine is frozen",
            defaultValue = "10")
    private int freeze;

    @Option(
            names = "--single",
            description = "run the example in one process without failover, on generated files")
    private boolean isSingle;

    @Option(
            names = "--rows",
            paramLabel = "N",
            description = "trades to generate for --single",
            defaultValue = "1000000")
    private int rows;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        demandPositive("--rows", rows);
        demandPositive("--rate", rate);
        demandPositive("--calm", calm);
        demandPositive("--freeze", freeze);
        Path folder = SharedFolder.make("demo");
        try {
            Path home = Path.of(System.getProperty("lockstep.home", "."));
            return isSingle ? single(home, folder) : failover(home, folder);
        } finally {
            SharedFolder.delete(folder);
        }
    }

    private void demandPositive(String option, int value) {
        if (value < 1) {
            throw new ParameterException(
                    command.commandLine(), option + " is " + value + "; at least 1 is needed");
        }
    }

    private int single(Path home, Path folder) throws IOException, InterruptedException {
        new Demonstration(home, folder, rows, command.commandLine().getOut()).run();
        return ExitCode.DONE;
    }

    private int failover(Path home, Path folder) throws IOException, InterruptedException {
        PrintWriter out = command.commandLine().getOut();
        boolean isWhole = false;
        AtomicBoolean isInterrupted = new AtomicBoolean();
        Thread hook = new Thread(() -> isInterrupted.set(true), "demo");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            Certificate certificate =
                    FailoverDemonstration.run(
                            home,
                            folder,
                            new FailoverDemonstration.Options(
                                    rate, coordinator == Coordinator.zookeeper, calm, freeze),
                            out);
            CertificateText.print(certificate, out);
            if (json != null) {
                CertificateJson.write(certificate, versions(), json);
            }
            isWhole = certificate.isClean();
        } finally {
            if (!isWhole && !isInterrupted.get()) {
                SharedFolder.keep(folder);
                out.println("Logs and data are kept in " + folder + ".");
                out.flush();
            }
        }
        return isWhole ? ExitCode.DONE : ExitCode.INTERNAL;
    }

    private static Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        versions.put("lockstep", Version.ofLockstep());
        versions.put("java", Runtime.version().toString());
        versions.put("kafkaClient", org.apache.kafka.common.utils.AppInfoParser.getVersion());
        return versions;
    }
}
