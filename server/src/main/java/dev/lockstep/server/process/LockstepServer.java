package dev.lockstep.server.process;

import dev.lockstep.server.metrics.ServerMetrics;
import dev.lockstep.server.project.LoadedModel;
import dev.lockstep.server.project.ProjectRuntime;
import dev.lockstep.server.project.ProjectState;
import dev.lockstep.server.project.Projects;
import dev.lockstep.server.project.RuntimeFactory;
import dev.lockstep.server.rest.HttpFront;
import dev.lockstep.server.rest.MetricSource;
import dev.lockstep.server.rest.RestInterface;
import dev.lockstep.server.rest.ServerControl;
import dev.lockstep.server.settings.ServerSettings;
import dev.lockstep.server.source.Documents;
import dev.lockstep.server.source.ModelSource;
import dev.lockstep.server.source.PathRules;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The composition root of a server process. Started once, closed once; {@link #stop} may be called
 * by anybody.
 */
public final class LockstepServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LockstepServer.class);

    private final ServerSettings settings;
    private final @Nullable String modelUrl;
    private final ModelSource models;
    private final Projects projects;
    private final HttpFront http;
    private final ServerMetrics metrics;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean isReady;

    /**
     * @param modelUrl what runs from the beginning, or null
     */
    public LockstepServer(ServerSettings settings, @Nullable String modelUrl) {
        this(settings, modelUrl, new ProjectFactory(List.of(LockstepServer::tell)));
    }

    /** The same with something else that decides what runs projects. */
    public LockstepServer(
            ServerSettings settings, @Nullable String modelUrl, RuntimeFactory factory) {
        this.settings = settings;
        this.modelUrl = modelUrl;
        Documents documents = new Documents(settings);
        this.models = new ModelSource(settings, documents);
        this.projects = new Projects(factory, settings);
        RestInterface[] rest = new RestInterface[1];
        this.metrics =
                new ServerMetrics(
                        projects,
                        () -> {
                            RestInterface.Counts c = rest[0].counts();
                            return new ServerMetrics.Requests(c.answered(), c.failed());
                        });
        rest[0] =
                new RestInterface(
                        new RestInterface.Parts(
                                projects,
                                models,
                                documents,
                                new PathRules(settings),
                                new Control(),
                                names -> metrics.text(names == MetricSource.Names.SECOND)));
        this.http = new HttpFront(settings.httpHost(), settings.httpPort(), rest[0]);
    }

    private static void tell(String project, ProjectState from, ProjectState to) {
        LOG.info("Project {} is {} now, it was {}.", project, to.word(), from.word());
    }

    /**
     * Listens, then loads what the command line named.
     *
     * @throws dev.lockstep.api.error.LockstepException if one of these is not possible
     */
    public void start() throws InterruptedException {
        http.start();
        LOG.info("The server listens for HTTP at {}.", http.address());
        if (settings.httpHost() == null) {
            LOG.warn(
                    "It answers whoever reaches this machine, without asking who that is; whoever"
                            + " may load projects may read and write files as this process does."
                            + " Bind it by -http-host, or keep the network closed.");
        }
        if (settings.pubSubPort() != 0) {
            LOG.warn(
                    "Nobody listens at the pub/sub port {} yet; only REST shows it.",
                    settings.pubSubPort());
        }
        loadOwn();
        isReady = true;
        LOG.info("The server is ready.");
    }

    private void loadOwn() throws InterruptedException {
        String url = modelUrl;
        if (url != null) {
            LoadedModel model = models.fetch(url);
            projects.load(model, new Projects.LoadOptions(true, true, false));
        }
    }

    /** Where it listens for HTTP. */
    public InetSocketAddress address() {
        return http.address();
    }

    public Projects projects() {
        return projects;
    }

    /** Asks the server to end; {@link #awaitStop} returns then. */
    public void stop() {
        isReady = false;
        stopped.countDown();
    }

    /** Waits until somebody calls {@link #stop}. */
    public void awaitStop() throws InterruptedException {
        stopped.await();
    }

    /** The same for a bounded time; false if nobody did. */
    public boolean awaitStop(long millis) throws InterruptedException {
        return stopped.await(millis, TimeUnit.MILLISECONDS);
    }

    /** Ends requests, then projects: what has arrived is processed and written. */
    @Override
    public void close() throws InterruptedException {
        stop();
        http.close();
        metrics.close();
        projects.close();
        LOG.info("The server has ended.");
    }

    private final class Control implements ServerControl {
        private final String id = UUID.randomUUID().toString();

        @Override
        public void stop() {
            LOG.info("The server was asked to end.");
            LockstepServer.this.stop();
        }

        @Override
        public void reload() throws InterruptedException {
            for (ProjectRuntime p : projects.all()) {
                projects.remove(p.name());
            }
            loadOwn();
        }

        @Override
        public boolean isReady() {
            return isReady;
        }

        @Override
        public String engineId() {
            return id;
        }

        @Override
        public Map<String, Integer> ports() {
            Map<String, Integer> ports = new LinkedHashMap<>();
            if (settings.pubSubPort() != 0) {
                ports.put("pubsub", settings.pubSubPort());
            }
            ports.put("http", http.address().getPort());
            return ports;
        }

        @Override
        public Map<String, String> properties() {
            return settings.properties();
        }
    }
}
