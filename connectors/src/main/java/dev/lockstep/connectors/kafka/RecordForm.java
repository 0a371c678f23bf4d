package dev.lockstep.connectors.kafka;

import dev.lockstep.api.connector.Direction;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.connectors.ConnectorCode;
import dev.lockstep.connectors.avro.AvroForm;
import dev.lockstep.connectors.avro.AvroLayout;
import dev.lockstep.connectors.avro.AvroLimits;
import dev.lockstep.connectors.avro.HttpRegistry;
import dev.lockstep.connectors.avro.Registry;
import dev.lockstep.connectors.property.PropertyTable;
import dev.lockstep.connectors.protobuf.ProtoForm;
import dev.lockstep.connectors.row.RecordCodec;
import dev.lockstep.connectors.row.RowFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the records of one connector are written with besides its properties: files, and what a
 * registry says. Read once, so that every codec that is made of it does the same. Immutable.
 */
public final class RecordForm {
    private final @Nullable AvroForm avro;
    private final @Nullable ProtoForm proto;
    private final boolean isWriting;

    private RecordForm(@Nullable AvroForm avro, @Nullable ProtoForm proto, boolean isWriting) {
        this.avro = avro;
        this.proto = proto;
        this.isWriting = isWriting;
    }

    /**
     * Reads files and asks the registry, if there are any.
     *
     * @throws LockstepException if a file cannot be read, a schema does not fit the window, or the
     *     registry does not answer
     */
    public static RecordForm open(KafkaSettings settings) {
        return open(settings, false);
    }

    /**
     * The same for a replica: what a record means depends on nothing that can change later.
     *
     * @throws LockstepException as {@link #open}, and for schemas that only records name
     */
    public static RecordForm forReplica(KafkaSettings settings) {
        return open(settings, true);
    }

    private static RecordForm open(KafkaSettings settings, boolean isReplica) {
        boolean isWriting = settings.config().direction() == Direction.SUBSCRIBE;
        RecordForm form =
                switch (settings.type().kind()) {
                    case AVRO -> new RecordForm(avro(settings, isReplica), null, isWriting);
                    case PROTOBUF -> new RecordForm(null, proto(settings), isWriting);
                    default -> new RecordForm(null, null, isWriting);
                };
        // shows at once whether the schema fits the window
        form.codec();
        return form;
    }

    /** A codec for one thread; null for records that need no schema. */
    @Nullable RecordCodec codec() {
        AvroForm a = avro;
        ProtoForm p = proto;
        return a != null ? a.codec(isWriting) : p != null ? p.codec(isWriting) : null;
    }

    /** What must be equal where records are to be read and written alike; may be empty. */
    public String identity() {
        AvroForm a = avro;
        ProtoForm p = proto;
        return a != null ? a.id() + " " + a.schema() : p != null ? p.identity() : "";
    }

    private static AvroForm avro(KafkaSettings settings, boolean isReplica) {
        RowFormat rows = settings.rows();
        String[] names = settings.name().split("/", -1);
        AvroLayout layout =
                new AvroLayout(
                        rows.schema(),
                        names.length > 2 ? names[2] : settings.name(),
                        rows.dateFormat(),
                        (int) rows.number("doubleprecision"),
                        rows.addedOpcode(),
                        !rows.isTrue("avroschemanoopcode"));
        String url = rows.text("avroschemaregistryurl");
        String file = rows.text("avroschemadefinition");
        String definition = file.isEmpty() ? "" : text(settings, "avroschemadefinition");
        if (url.isEmpty()) {
            return AvroForm.bare(layout, definition);
        }
        return registered(settings, isReplica, layout, definition, new HttpRegistry(url));
    }

    private static AvroForm registered(
            KafkaSettings settings,
            boolean isReplica,
            AvroLayout layout,
            String definition,
            Registry registry) {
        boolean isWriting = settings.config().direction() == Direction.SUBSCRIBE;
        String name = settings.rows().text("avroschemaname");
        if (definition.isEmpty() && isReplica && (!isWriting || !name.isEmpty())) {
            throw unequal(settings, isWriting);
        }
        if (definition.isEmpty() && !isWriting) {
            return AvroForm.named(layout, registry);
        }
        String subject = name.isEmpty() ? settings.topic().name() + "-value" : name;
        if (definition.isEmpty() && !name.isEmpty()) {
            return newest(settings, layout, name, registry);
        }
        String schema = definition.isEmpty() ? layout.schema() : definition;
        int id = registry.register(subject, schema);
        return new AvroForm(layout, schema, id, isReplica || isWriting ? null : registry);
    }

    private static LockstepException unequal(KafkaSettings settings, boolean isWriting) {
        return new LockstepException(
                PropertyTable.error(
                        settings.config(),
                        ConnectorCode.REFUSED_PROPERTY,
                        isWriting ? "avroschemaname" : "avroschemaregistryurl",
                        "is refused in failover without avroschemadefinition: engines could find"
                                + " unequal schemas"));
    }

    private static AvroForm newest(
            KafkaSettings settings, AvroLayout layout, String subject, Registry registry) {
        Registry.Numbered found = registry.newest(subject);
        if (found == null) {
            throw new LockstepException(
                    PropertyTable.error(
                            settings.config(),
                            ConnectorCode.BAD_SCHEMA,
                            "avroschemaname",
                            "is not in the registry: '" + subject + "'"));
        }
        return AvroForm.framed(layout, found.schema(), found.id());
    }

    private static ProtoForm proto(KafkaSettings settings) {
        RowFormat rows = settings.rows();
        return ProtoForm.of(
                rows.schema(),
                bytes(settings, "protofile"),
                rows.text("protomsg"),
                rows.dateFormat(),
                (int) rows.number("doubleprecision"),
                rows.addedOpcode());
    }

    private static String text(KafkaSettings settings, String property) {
        return new String(bytes(settings, property), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static byte[] bytes(KafkaSettings settings, String property) {
        String name = settings.rows().text(property);
        Path file = settings.config().baseDirectory().resolve(name);
        int most = (int) AvroLimits.SCHEMA_BYTES.defaultValue();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] all = in.readNBytes(most + 1);
            if (all.length > most) {
                throw new IOException("it has more than " + most + " bytes");
            }
            return all;
        } catch (IOException e) {
            Problem p =
                    PropertyTable.error(
                            settings.config(),
                            ConnectorCode.OPEN_FAILED,
                            property,
                            "cannot be read: " + e);
            throw new LockstepException(p, e);
        }
    }
}
