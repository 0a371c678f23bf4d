package dev.lockstep.connectors.adapter.kafka;

import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.api.transport.Transport;
import dev.lockstep.api.transport.WindowReader;
import dev.lockstep.api.transport.WindowSchema;
import dev.lockstep.api.transport.WindowWriter;
import dev.lockstep.connectors.kafka.KafkaConnector;
import dev.lockstep.connectors.kafka.KafkaSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One adapter's way to a window over topics. */
final class KafkaTransport implements Transport {
    /** What the clients' settings are checked with before the window's schema is known. */
    private static final WindowSchema ANY =
            new WindowSchema(new Schema(List.of(new Field("any", FieldType.INT64, true))), false);

    private final TransportSettings settings;
    private final SchemaQuery query;

    KafkaTransport(TransportSettings settings) {
        this.settings = settings;
        query = new SchemaQuery(settings, settings.connector(ANY));
    }

    @Override
    public @Nullable WindowSchema describe(long millis) throws InterruptedException {
        return query.ask(millis);
    }

    @Override
    public WindowWriter writer(WindowSchema window) throws InterruptedException {
        KafkaSettings topic = settings.connector(window);
        return settings.isGroup()
                ? new GroupWriter(settings, topic)
                : new PlainWriter(KafkaConnector.inputWriter(topic));
    }

    @Override
    public WindowReader reader(WindowSchema window) {
        KafkaSettings topic = settings.connector(window);
        return new OutputReader(KafkaConnector.outputReader(topic), settings.isRemembered());
    }

    @Override
    public void close() {
        // each question, writer and reader has connections of its own
    }
}
