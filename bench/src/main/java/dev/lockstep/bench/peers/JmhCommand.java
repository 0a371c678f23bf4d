package dev.lockstep.bench.peers;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench jmh}: time and bytes allocated for an event on the hot paths. */
@Command(
        name = "jmh",
        description = "Measure nanoseconds and allocated bytes an event on W1, W2 and W4.",
        mixinStandardHelpOptions = true)
public final class JmhCommand implements Callable<Integer> {
    @Option(names = "--forks", description = "processes, one after the other (${DEFAULT-VALUE})")
    private int forks = 1;

    @Option(names = "--iterations", description = "measured, after as many not (${DEFAULT-VALUE})")
    private int iterations = 5;

    @Option(names = "--millis", description = "of an iteration (${DEFAULT-VALUE})")
    private int millis = 1000;

    @Option(names = "--workloads", split = ",", description = "W1, W2, W4; all unless said")
    private List<String> workloads = List.of();

    @Option(names = "--json", paramLabel = "FILE", description = "write JMH's own JSON, too")
    private @Nullable String json;

    @Override
    public Integer call() throws RunnerException {
        TimeValue time = TimeValue.milliseconds(millis);
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .include(WorkloadBenchmark.class.getName())
                        .addProfiler(GCProfiler.class)
                        .forks(forks)
                        .warmupIterations(iterations)
                        .warmupTime(time)
                        .measurementIterations(iterations)
                        .measurementTime(time)
                        .shouldFailOnError(true)
                        .jvmArgsAppend(
                                "-XX:+UseParallelGC",
                                "-Xms1g",
                                "-Xmx1g",
                                "-D"
                                        + WorkloadBenchmark.MODELS
                                        + "="
                                        + Models.ofThisTree().folder().toAbsolutePath());
        if (!workloads.isEmpty()) {
            options.param("workload", workloads.toArray(String[]::new));
        }
        if (json != null) {
            options.result(json).resultFormat(org.openjdk.jmh.results.format.ResultFormatType.JSON);
        }
        new Runner(options.build()).run();
        return 0;
    }
}
