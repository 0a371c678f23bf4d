package dev.lockstep.api.connector;

import dev.lockstep.api.error.Problem;
import java.util.List;

/**
 * A class of connectors as named in {@code <connector class='fs'>}, described by itself:
 * validation, documentation and forms are made from {@link #properties}. Found by {@link
 * java.util.ServiceLoader}.
 */
public interface ConnectorClass {
    String name();

    /** Every property it understands, both directions. */
    List<PropertySpec> properties();

    /**
     * What is wrong with this configuration, without opening anything. Unknown properties are
     * errors.
     */
    List<Problem> validate(ConnectorConfig config);

    /** A publisher for a valid configuration of direction PUBLISH. Opens nothing yet. */
    Publisher publisher(ConnectorConfig config);

    /** A subscriber for a valid configuration of direction SUBSCRIBE. Opens nothing yet. */
    Subscriber subscriber(ConnectorConfig config);
}
