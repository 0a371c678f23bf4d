package dev.lockstep.failover.link;

import dev.lockstep.api.error.LockstepException;
import org.jspecify.annotations.Nullable;

/**
 * How an engine's link of one project is made.
 *
 * @param engine name of this life of the engine, unlike that of any other
 * @param secret what the engines of the project share; null for no link at all
 * @param bind the address to listen at; {@code 0.0.0.0} for all
 * @param port 0 for any
 * @param advertised the host name or address at which peers reach this engine
 * @param tls null for connections that can be read on the way
 */
public record LinkSettings(
        String project,
        String engine,
        @Nullable Secret secret,
        String bind,
        int port,
        String advertised,
        @Nullable LinkTls tls,
        Pace pace) {
    private static final int LAST_PORT = 65_535;

    public LinkSettings {
        if (port < 0 || port > LAST_PORT) {
            throw new LockstepException(
                    LinkError.BAD_SETTING, "The link's port " + port + " is no port.");
        }
        if (pace.heartbeat() < 1 || pace.silence() <= pace.heartbeat()) {
            throw new LockstepException(
                    LinkError.BAD_SETTING,
                    "The link's heartbeat is 1 ms or more, and its silence longer than that.");
        }
    }

    /** A link at the loopback address, on any port, without TLS. */
    public static LinkSettings local(String project, String engine, @Nullable Secret secret) {
        return new LinkSettings(
                project, engine, secret, "127.0.0.1", 0, "127.0.0.1", null, Pace.standard());
    }

    /** The same with another address. */
    public LinkSettings at(String bindAddress, int listenPort, String advertisedHost) {
        return new LinkSettings(
                project, engine, secret, bindAddress, listenPort, advertisedHost, tls, pace);
    }

    /** The same with TLS. */
    public LinkSettings with(LinkTls keys) {
        return new LinkSettings(project, engine, secret, bind, port, advertised, keys, pace);
    }

    /** The same with another patience. */
    public LinkSettings with(Pace other) {
        return new LinkSettings(project, engine, secret, bind, port, advertised, tls, other);
    }
}
