package dev.lockstep.testkit.random;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a test method once for each of {@link #value} seeds, from {@link #base} on; the method takes
 * the seed as its {@code long} parameter. The system property {@code lockstep.seed} runs that one
 * seed instead, {@code lockstep.seeds} another number of them.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@TestTemplate
@ExtendWith(SeedsExtension.class)
public @interface Seeds {
    /** How many seeds. */
    int value();

    /** The first seed; the others follow it. */
    long base() default 1;
}
