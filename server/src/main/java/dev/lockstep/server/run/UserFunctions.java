package dev.lockstep.server.run;

import dev.lockstep.api.function.UserAggregate;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** The aggregate functions of the user on the class path. */
public final class UserFunctions {
    private UserFunctions() {}

    /** Fresh ones, in the order of the class path. */
    public static List<UserAggregate> found() {
        List<UserAggregate> all = new ArrayList<>();
        ServiceLoader.load(UserAggregate.class).forEach(all::add);
        return all;
    }
}
