package dev.lockstep.testkit.random;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** What {@link Seeds} does. */
final class SeedsExtension implements TestTemplateInvocationContextProvider {
    /** Runs this seed only. */
    static final String ONE = "lockstep.seed";

    /** Runs that many seeds. */
    static final String COUNT = "lockstep.seeds";

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return context.getRequiredTestMethod().isAnnotationPresent(Seeds.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
            ExtensionContext context) {
        Seeds seeds = context.getRequiredTestMethod().getAnnotation(Seeds.class);
        return seeds(seeds, System.getProperty(ONE), Long.getLong(COUNT, seeds.value()))
                .mapToObj(Invocation::new);
    }

    static LongStream seeds(Seeds seeds, @Nullable String one, long count) {
        return one == null
                ? LongStream.range(seeds.base(), seeds.base() + count)
                : LongStream.of(Long.parseLong(one));
    }

    private record Invocation(long seed) implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int invocationIndex) {
            return "seed " + seed;
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new SeedParameter(seed), new SeedReport(seed));
        }
    }

    private record SeedParameter(long seed) implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == long.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return seed;
        }
    }

    private record SeedReport(long seed) implements TestExecutionExceptionHandler {
        @Override
        public void handleTestExecutionException(ExtensionContext context, Throwable failure)
                throws Throwable {
            context.publishReportEntry(ONE, Long.toString(seed));
            System.out.println(
                    context.getRequiredTestMethod().getName()
                            + " fails with seed "
                            + seed
                            + "; run it alone with -D"
                            + ONE
                            + "="
                            + seed);
            throw failure;
        }
    }
}
