package dev.lockstep.engine.window.aggregate.function;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.function.UserAggregate;
import dev.lockstep.engine.event.EngineError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The aggregate functions that users have added, by name without regard to case. */
public final class UserFunctions {
    private static final String PREFIX = "user_";

    private final Map<String, UserAggregate> functions = new LinkedHashMap<>();

    /**
     * @throws LockstepException where a name cannot be called in an expression or comes twice
     */
    public UserFunctions(List<UserAggregate> all) {
        for (UserAggregate f : all) {
            String key = f.name().toLowerCase(Locale.ROOT);
            if (!key.matches(PREFIX + "[a-z_0-9]+")) {
                throw new LockstepException(
                        EngineError.WRONG_USER_AGGREGATE,
                        "The name " + f.name() + " of a user function does not begin with USER_.");
            }
            if (functions.put(key, f) != null) {
                throw new LockstepException(
                        EngineError.WRONG_USER_AGGREGATE,
                        "There are two user functions of the name " + f.name() + ".");
            }
        }
    }

    /** The function of that name, or null. */
    @Nullable UserAggregate find(String name) {
        return functions.get(name.toLowerCase(Locale.ROOT));
    }
}
