package dev.lockstep.model.project;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code expr-initialize}: declarations that expressions of the window share.
 *
 * @param initializer run once when the window starts; its variables live as long as the window;
 *     null if none
 * @param initializerType the declared result type's text, or null
 */
public record InitSpec(
        @Nullable Located initializer,
        @Nullable String initializerType,
        List<UserFunction> functions) {
    /** A user function ({@code udf}); {@code type} as written, for example {@code int32}. */
    public record UserFunction(String name, String type, Located body) {}
}
