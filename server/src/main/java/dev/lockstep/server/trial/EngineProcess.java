package dev.lockstep.server.trial;

import dev.lockstep.brokers.ChildJvm;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One engine: a server process of its own, which can be hurt, and asked over REST. */
public final class EngineProcess implements AutoCloseable {
    /** By its name, since it stands on top of everything. */
    private static final String MAIN = "dev.lockstep.server.EngineMain";

    /** On a machine that is busy with starts; engines that are known to be frozen are not asked. */
    private static final Duration ANSWER = Duration.ofSeconds(5);

    /** Flags that let an engine start quickly on a machine with few processors. */
    public static final List<String> QUICK_FLAGS =
            List.of("-Xms64m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final int UNSAFE_IS_WARNED_OF = 24;

    private final HttpClient http;
    private final ChildJvm jvm;
    private final Place place;

    /**
     * Where an engine runs.
     *
     * @param host where it answers over HTTP
     * @param prefix a command that becomes the one given to it; empty for none
     */
    public record Place(String host, int port, List<String> prefix) {
        public Place {
            prefix = List.copyOf(prefix);
        }
    }

    /**
     * At the loopback address.
     *
     * @param options of the server's command line, besides name and port
     * @param flags of the virtual machine, besides what every engine gets; with a class path of its
     *     own or that of this JVM
     */
    public EngineProcess(
            String name,
            int port,
            Path folder,
            List<String> options,
            List<String> flags,
            HttpClient http) {
        this(name, new Place("127.0.0.1", port, List.of()), folder, options, flags, http);
    }

    /**
     * Starts nothing yet.
     *
     * @param name among the engines of its project
     * @param folder the engine's own
     * @param options of the server's command line, besides name and port
     * @param flags of the virtual machine, besides what every engine gets; with a class path of its
     *     own or that of this JVM
     */
    public EngineProcess(
            String name,
            Place place,
            Path folder,
            List<String> options,
            List<String> flags,
            HttpClient http) {
        this.place = place;
        this.http = http;
        List<String> command =
                new ArrayList<>(List.of("server", "-http", String.valueOf(place.port())));
        command.addAll(List.of("-http-host", place.host(), "-C", "failover.engine=" + name));
        command.addAll(options);
        this.jvm = new ChildJvm(name, folder, MAIN, command, flags(flags), place.prefix());
    }

    private static List<String> flags(List<String> more) {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "-XX:-UsePerfData",
                                "-XX:+ExitOnOutOfMemoryError",
                                "--enable-native-access=ALL-UNNAMED"));
        if (Runtime.version().feature() >= UNSAFE_IS_WARNED_OF) {
            all.add("--sun-misc-unsafe-memory-access=allow");
        }
        all.addAll(HugePages.options());
        all.addAll(more);
        if (!all.contains("-cp")) {
            all.addAll(EngineArchive.ofThisClassPath().options());
        }
        return all;
    }

    public String name() {
        return jvm.name();
    }

    /** What it prints, from all its lives. */
    public Path log() {
        return jvm.log();
    }

    /** Starts it, after killing the one that lives; does not wait. */
    public void start() {
        jvm.start();
    }

    /** Ends it at once, as the loss of its machine would. */
    public void kill() {
        jvm.kill();
    }

    /** Asks it to end, and kills it if it does not for half a minute. */
    public void stop() {
        jvm.stop();
    }

    /** Stops it between two instructions. */
    public void freeze() {
        jvm.freeze();
    }

    public void thaw() {
        jvm.thaw();
    }

    /** Whether it lives; a frozen one does. */
    public boolean isAlive() {
        return jvm.isAlive();
    }

    public boolean isFrozen() {
        return jvm.isFrozen();
    }

    /** Whether it could answer. */
    public boolean isUp() {
        return isAlive() && !isFrozen();
    }

    public long pid() {
        return jvm.pid();
    }

    /** What REST answers; empty if it does not. */
    public String get(String path) {
        return ask(HttpRequest.newBuilder(uri(path)).GET(), ANSWER);
    }

    /** The same for PUT without a body, with more patience. */
    public String put(String path) {
        return ask(
                HttpRequest.newBuilder(uri(path)).PUT(HttpRequest.BodyPublishers.noBody()),
                ANSWER.multipliedBy(4));
    }

    /** The same for any method, for requests that may take long. */
    public String request(String method, String path, Duration patience) {
        return ask(
                HttpRequest.newBuilder(uri(path))
                        .method(method, HttpRequest.BodyPublishers.noBody()),
                patience);
    }

    private URI uri(String path) {
        return URI.create("http://" + place.host() + ":" + place.port() + path);
    }

    private String ask(HttpRequest.Builder request, Duration patience) {
        if (!isUp()) {
            return "";
        }
        try {
            return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS)
                    .body();
        } catch (ExecutionException | TimeoutException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /** Whether it says that it reigns. */
    public boolean isPrimary() {
        return get("/SASESP/server").contains("primary-server=\"true\"");
    }

    /** What its metrics say now. */
    public Readings readings() {
        return Readings.of(get("/SASESP/metrics"));
    }

    @Override
    public void close() {
        jvm.close();
    }

    /** For all engines of a trial. */
    public static HttpClient client() {
        return HttpClient.newBuilder()
                .connectTimeout(ANSWER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }
}
