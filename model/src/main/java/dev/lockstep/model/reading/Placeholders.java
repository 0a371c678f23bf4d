package dev.lockstep.model.reading;

import org.jspecify.annotations.Nullable;

/** Values of {@code @NAME@} from outside the project: command line first, then environment. */
@FunctionalInterface
public interface Placeholders {
    /** The value, or null if the outside does not know the name. */
    @Nullable String value(String name);

    /** What a name means that neither the outside nor the project gives a value; null for none. */
    default @Nullable String otherwise(String name) {
        return null;
    }
}
