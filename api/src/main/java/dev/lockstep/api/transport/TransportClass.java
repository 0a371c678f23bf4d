package dev.lockstep.api.transport;

import dev.lockstep.api.connector.Direction;
import dev.lockstep.api.error.Problem;
import java.util.List;
import java.util.function.Consumer;

/** A way to reach windows, as named by {@code transport=kafka}. */
public interface TransportClass {
    String name();

    /**
     * Makes a transport for one adapter.
     *
     * @param adapter its name in messages and towards the transport
     * @param settings of the configuration file, in order; unknown ones are errors
     * @param notes takes what is accepted without effect
     * @throws dev.lockstep.api.error.LockstepException with everything that is wrong with the
     *     settings
     */
    Transport open(
            String adapter,
            WindowUrl window,
            Direction direction,
            List<TransportSetting> settings,
            Consumer<Problem> notes);
}
