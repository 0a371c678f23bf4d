package dev.lockstep.server.rest;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.server.error.ServerError;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** The HTTP server: one port, a virtual thread a request, everything bounded. */
public final class HttpFront implements AutoCloseable {
    private static final int PLATFORM_THREADS = 16;
    private static final long END_MILLIS = 5_000;

    private final Server server;
    private final ServerConnector connector;

    /**
     * @param host address to listen at; null for all of the machine
     * @param port 0 for any that is free
     */
    public HttpFront(@Nullable String host, int port, RestInterface rest) {
        QueuedThreadPool pool = new QueuedThreadPool(PLATFORM_THREADS);
        pool.setName("http");
        pool.setDaemon(true);
        pool.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
        server = new Server(pool);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize((int) RestLimits.HEADER_BYTES.defaultValue());
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(RestLimits.IDLE_MILLIS.defaultValue());
        server.addConnector(connector);
        server.addBean(
                new NetworkConnectionLimit((int) RestLimits.CONNECTIONS.defaultValue(), server));
        Semaphore requests = new Semaphore((int) RestLimits.REQUESTS.defaultValue());
        server.setHandler(new GracefulHandler(new HttpRequests(rest, requests)));
        server.setErrorHandler(new HttpErrors());
        server.setStopTimeout(END_MILLIS);
    }

    /**
     * @throws LockstepException if nobody can listen there
     */
    public void start() {
        try {
            server.start();
        } catch (IOException e) {
            throw new LockstepException(
                    ServerError.CANNOT_LISTEN,
                    "The server cannot listen at port "
                            + connector.getPort()
                            + ": "
                            + reason(e)
                            + ".",
                    e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String reason(Throwable e) {
        Throwable cause = e.getCause();
        return String.valueOf(cause == null ? e : cause);
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        String host = connector.getHost();
        return host == null
                ? new InetSocketAddress(connector.getLocalPort())
                : new InetSocketAddress(host, connector.getLocalPort());
    }

    /** Lets requests end that have begun, for a bounded time. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            // what did not end in time is cut off: that is what the bound is for
            org.slf4j.LoggerFactory.getLogger(HttpFront.class)
                    .warn("The HTTP server did not end in order: {}", e.toString());
        }
    }
}
