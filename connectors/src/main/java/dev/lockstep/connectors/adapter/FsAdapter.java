package dev.lockstep.connectors.adapter;

import dev.lockstep.api.connector.ConnectorConfig;
import dev.lockstep.api.connector.Direction;
import dev.lockstep.api.connector.Publisher;
import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.api.transport.Transport;
import dev.lockstep.api.transport.TransportClass;
import dev.lockstep.api.transport.WindowReader;
import dev.lockstep.api.transport.WindowSchema;
import dev.lockstep.api.transport.WindowWriter;
import dev.lockstep.connectors.ConnectorCode;
import dev.lockstep.connectors.fs.FsConnector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of an adapter: reads a file or socket and writes a window's input, or reads a window's
 * output and writes a file or socket. {@link #run} once; {@link #stop} by any thread.
 */
public final class FsAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(FsAdapter.class);
    private static final long ASK_MILLIS = 10_000;

    private final AdapterOptions options;
    private final Consumer<Problem> notes;
    private final String name;
    private volatile boolean isStopping;
    private volatile @Nullable WindowWriter writer;
    private volatile @Nullable WindowReader reader;

    /**
     * @param notes takes what is accepted without effect
     */
    public FsAdapter(AdapterOptions options, Consumer<Problem> notes) {
        this.options = options;
        this.notes = notes;
        this.name = "fs-adapter-" + ProcessHandle.current().pid();
    }

    /**
     * Works until the input ends or {@link #stop}.
     *
     * @throws LockstepException with what is wrong with the options, or has failed
     */
    public void run() throws InterruptedException {
        Direction direction = options.direction();
        boolean isPatient = direction == Direction.SUBSCRIBE || !publisher(any()).isFinite();
        try (Transport transport =
                transportClass()
                        .open(
                                name,
                                options.url(),
                                direction,
                                TransportFile.read(options.transportFile()),
                                notes)) {
            WindowSchema window = schema(transport, isPatient);
            if (window == null) {
                return;
            }
            LOG.info("Adapter {}: {} has the schema {}", name, options.url(), window.schema());
            ConnectorConfig file = config(window);
            check(file);
            if (direction == Direction.PUBLISH) {
                publish(transport, window, file);
            } else {
                subscribe(transport, window, file);
            }
        }
    }

    /** Ends the run soon: what was read is written. */
    public void stop() {
        isStopping = true;
        WindowWriter w = writer;
        if (w != null) {
            w.stop();
        }
        WindowReader r = reader;
        if (r != null) {
            r.close();
        }
    }

    private TransportClass transportClass() {
        if (options.transport().equals("native")) {
            throw new LockstepException(
                    ConnectorCode.UNKNOWN_TRANSPORT,
                    "The transport native needs a server's pub/sub port, where nobody listens"
                            + " yet.");
        }
        List<String> names = new ArrayList<>();
        for (TransportClass c : ServiceLoader.load(TransportClass.class)) {
            if (c.name().equals(options.transport())) {
                return c;
            }
            names.add(c.name());
        }
        throw new LockstepException(
                ConnectorCode.UNKNOWN_TRANSPORT,
                "There is no transport '" + options.transport() + "', but " + names + ".");
    }

    // ---- the file's side

    private static WindowSchema any() {
        return new WindowSchema(
                new Schema(List.of(new Field("any", FieldType.INT64, true))), false);
    }

    private ConnectorConfig config(WindowSchema window) {
        return new ConnectorConfig(
                name,
                options.direction(),
                window.schema(),
                window.isKeyGenerated(),
                options.file(),
                Path.of("").toAbsolutePath(),
                Location.UNKNOWN);
    }

    private Publisher publisher(WindowSchema window) {
        ConnectorConfig config = config(window);
        List<Problem> errors =
                new FsConnector().validate(config).stream().filter(Problem::isError).toList();
        if (!errors.isEmpty()) {
            throw new LockstepException(errors);
        }
        return new FsConnector().publisher(config);
    }

    private void check(ConnectorConfig config) {
        List<Problem> problems = new FsConnector().validate(config);
        List<Problem> errors = problems.stream().filter(Problem::isError).toList();
        if (!errors.isEmpty()) {
            throw new LockstepException(errors);
        }
        problems.forEach(notes);
    }

    // ---- the window's side

    /** Null if the adapter was stopped meanwhile. */
    private @Nullable WindowSchema schema(Transport transport, boolean isPatient)
            throws InterruptedException {
        long most = AdapterLimits.SCHEMA_WAIT_MILLIS.defaultValue();
        for (long waited = 0; !isStopping; waited += ASK_MILLIS) {
            if (!isPatient && waited >= most) {
                throw new LockstepException(
                        ConnectorCode.NO_SCHEMA,
                        "No engine has told the schema of "
                                + options.url()
                                + " within "
                                + most
                                + " ms.");
            }
            WindowSchema schema = transport.describe(ASK_MILLIS);
            if (schema != null) {
                return schema;
            }
            LOG.warn("Adapter {}: no engine has told the schema of {} yet", name, options.url());
        }
        return null;
    }

    private void publish(Transport transport, WindowSchema window, ConnectorConfig file)
            throws InterruptedException {
        try (WindowWriter w = transport.writer(window);
                Publisher publisher = new FsConnector().publisher(file)) {
            writer = w;
            if (isStopping) {
                w.stop();
            }
            SourceSink sink = new SourceSink(window.schema(), w, () -> isStopping);
            try {
                publisher.run(sink);
            } catch (LockstepException e) {
                // what stands before a row that cannot be read is written
                w.finish();
                throw e;
            }
            w.finish();
            LOG.info("Adapter {}: {} rows of {} are written", name, sink.rows(), options.url());
        } catch (IOException e) {
            throw new LockstepException(
                    ConnectorCode.READ_FAILED, "The input cannot be read: " + e, e);
        }
    }

    private void subscribe(Transport transport, WindowSchema window, ConnectorConfig file)
            throws InterruptedException {
        try (WindowReader r = transport.reader(window)) {
            reader = r;
            new OutputPump(name, window.schema(), r, () -> isStopping)
                    .run(new FsConnector().subscriber(file));
        }
    }
}
