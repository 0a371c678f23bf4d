package dev.lockstep.connectors.kafka;

import dev.lockstep.api.connector.ConnectorConfig;
import dev.lockstep.api.connector.Direction;
import dev.lockstep.api.error.Problem;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.connectors.ConnectorCode;
import dev.lockstep.connectors.avro.HttpRegistry;
import dev.lockstep.connectors.property.PropertyTable;
import dev.lockstep.connectors.row.RowFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the properties of one connector and collects all that is wrong with them. */
final class SettingsReader {
    private static final String HOST = "(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9_.-]+):([0-9]{1,5})";
    private static final Pattern HOST_PORT = Pattern.compile(HOST);
    private static final Pattern ZOOKEEPER =
            Pattern.compile(HOST + "(\\s*,\\s*" + HOST + ")*(/[A-Za-z0-9_./-]*)?");
    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");
    private static final PropertyTable TABLE = KafkaProperties.TABLE;

    private final ConnectorConfig config;
    private final List<Problem> problems;
    private final RowFormat rows;
    private final boolean isPublisher;

    SettingsReader(ConnectorConfig config, List<Problem> problems) {
        this.config = config;
        this.problems = problems;
        rows = new RowFormat(config, TABLE, config.get("kafkatopic", ""));
        isPublisher = config.direction() == Direction.PUBLISH;
    }

    /** The settings; null, or of no meaning, if there are errors among the problems. */
    @Nullable KafkaSettings read() {
        problems.addAll(TABLE.check(config));
        if (problems.stream().anyMatch(Problem::isError)) {
            return null;
        }
        rows.check(problems);
        KafkaTopic topic = topic();
        KafkaType type = type();
        schemas(type.kind());
        String group = isPublisher ? rows.text("kafkaconsumergroupid") : "";
        KafkaFailover failover = failover();
        if (failover.isHot()) {
            hot(topic, type, group);
        } else if (!isPublisher) {
            alone();
        }
        if (type.kind() == KafkaType.Kind.FIELD && isPublisher) {
            field(type.field(), topic, group);
        }
        ClientOptions options = new ClientOptions(config, problems);
        options.add("kafkaglobalconfig");
        options.add("kafkatopicconfig");
        KafkaSettings settings =
                new KafkaSettings(
                        config,
                        topic,
                        type,
                        start(),
                        group,
                        failover,
                        options.clients(),
                        rows.rules(),
                        output());
        if (problems.stream().noneMatch(Problem::isError) && type.kind() != KafkaType.Kind.FIELD) {
            // what is text in records with a schema is as in CSV
            boolean isCodec = RowFormat.TYPES.contains(type.kind().codec());
            rows.tryCodec(isCodec ? type.kind().codec() : "csv", problems);
        }
        return settings;
    }

    private void bad(String name, String what) {
        problems.add(PropertyTable.error(config, ConnectorCode.BAD_PROPERTY, name, what));
    }

    private KafkaTopic topic() {
        String brokers = rows.text("kafkahostport");
        for (String broker : brokers.split(",", -1)) {
            if (!isHostPort(broker.strip())) {
                bad("kafkahostport", "is no list of host:port: '" + brokers + "'");
                break;
            }
        }
        String name = rows.text("kafkatopic");
        if (!TOPIC.matcher(name).matches() || name.matches("\\.\\.?")) {
            bad("kafkatopic", "is no name of a topic: '" + name + "'");
        }
        return new KafkaTopic(
                brokers.replaceAll("\\s", ""), name, partition(), rows.text("urlhostport"));
    }

    private static boolean isHostPort(String text) {
        java.util.regex.Matcher m = HOST_PORT.matcher(text);
        return m.matches() && Integer.parseInt(m.group(2)) <= 65_535;
    }

    private int partition() {
        String text = rows.text("kafkapartition");
        if (text.isEmpty()) {
            return KafkaTopic.UNSAID;
        }
        if (text.equals("-1")) {
            return KafkaTopic.ALL;
        }
        if (!text.matches("[0-9]{1,6}")) {
            bad("kafkapartition", "is neither a number from 0 nor -1: '" + text + "'");
            return KafkaTopic.UNSAID;
        }
        return Integer.parseInt(text);
    }

    private KafkaType type() {
        String text = rows.text("kafkatype");
        String word = text.toLowerCase(Locale.ROOT);
        boolean isUnsaid = config.get("kafkatype", "").isEmpty() || word.equals("binary");
        if (isUnsaid && !rows.text("protofile").isEmpty()) {
            return new KafkaType(KafkaType.Kind.PROTOBUF, -1);
        }
        if (RowFormat.TYPES.contains(word)) {
            return new KafkaType(KafkaType.Kind.valueOf(word.toUpperCase(Locale.ROOT)), -1);
        }
        Schema schema = config.schema();
        int field = word.equals("opaquestring") ? onlyText(schema) : schema.ordinal(text);
        if (word.equals("opaquestring") && field < 0) {
            bad(
                    "kafkatype",
                    "opaquestring needs a window with exactly one text field beside its keys");
        } else if (field < 0 && (word.equals("avro") || word.equals("protobuf"))) {
            return new KafkaType(KafkaType.Kind.valueOf(word.toUpperCase(Locale.ROOT)), -1);
        } else if (field < 0 || !schema.type(field).isText()) {
            bad(
                    "kafkatype",
                    "is neither a text field of the window nor binary, csv, json, xml, properties,"
                            + " avro, protobuf or opaquestring: '"
                            + text
                            + "'");
        }
        return new KafkaType(KafkaType.Kind.FIELD, field);
    }

    /** Properties of records with a schema are for those alone, so that none is ignored. */
    private void schemas(KafkaType.Kind kind) {
        if (kind == KafkaType.Kind.AVRO) {
            avro();
        } else {
            for (String name : KafkaProperties.AVRO) {
                if (!List.of("", "false", "0").contains(rows.text(name))) {
                    bad(name, "needs kafkatype=avro");
                }
            }
        }
        boolean isProtobuf = kind == KafkaType.Kind.PROTOBUF;
        for (String name : KafkaProperties.PROTOBUF) {
            if (isProtobuf && rows.text(name).isEmpty()) {
                missing(name, "is missing; records in Protobuf need it");
            } else if (!isProtobuf && !rows.text(name).isEmpty()) {
                bad(name, "needs kafkatype=protobuf");
            }
        }
    }

    private void avro() {
        String url = rows.text("avroschemaregistryurl");
        if (url.isEmpty() && rows.text("avroschemadefinition").isEmpty()) {
            missing(
                    "avroschemaregistryurl",
                    "is missing, and so is avroschemadefinition; records in Avro need one of them");
        }
        if (!url.isEmpty() && !HttpRegistry.isUrl(url)) {
            bad("avroschemaregistryurl", "is no URL of the form http://host:port: '" + url + "'");
        }
        if (url.isEmpty() && !rows.text("avroschemaname").isEmpty()) {
            bad("avroschemaname", "needs avroschemaregistryurl");
        }
    }

    private void missing(String name, String what) {
        problems.add(PropertyTable.error(config, ConnectorCode.MISSING_PROPERTY, name, what));
    }

    private static int onlyText(Schema schema) {
        int found = -1;
        for (int f = 0; f < schema.size(); f++) {
            if (schema.type(f).isText() && !schema.field(f).isKey()) {
                if (found >= 0) {
                    return -1;
                }
                found = f;
            }
        }
        return found;
    }

    /** A record that is one value must find the key of its event elsewhere. */
    private void field(int field, KafkaTopic topic, String group) {
        Schema schema = config.schema();
        if (field < 0 || config.isAutogenKey()) {
            return;
        }
        boolean isOneOffset = topic.partition() != KafkaTopic.ALL && group.isEmpty();
        boolean isNumbered =
                schema.keyCount() == 1 && schema.type(schema.key(0)) == FieldType.INT64;
        if (!isNumbered || !isOneOffset || schema.key(0) == field) {
            problems.add(
                    Problem.error(
                            ConnectorCode.UNFIT_SCHEMA,
                            config.where(),
                            "Connector "
                                    + config.name()
                                    + ": records of one value need a window that generates its key,"
                                    + " or one key of type int64 and one partition"));
        }
    }

    private KafkaStart start() {
        String text = rows.text("kafkainitialoffset").toLowerCase(Locale.ROOT);
        if (isPublisher && text.matches("[0-9]{1,18}")) {
            return new KafkaStart(KafkaStart.Kind.OFFSET, Long.parseLong(text));
        }
        if (isPublisher && !text.equals("smallest") && !text.equals("largest")) {
            bad("kafkainitialoffset", "is neither smallest, largest nor an offset: '" + text + "'");
        }
        return new KafkaStart(
                text.equals("largest") ? KafkaStart.Kind.LARGEST : KafkaStart.Kind.SMALLEST, 0);
    }

    private KafkaFailover failover() {
        String zooKeeper = rows.text("zookeeperhostport");
        if (!zooKeeper.isEmpty() && !ZOOKEEPER.matcher(zooKeeper).matches()) {
            bad("zookeeperhostport", "is no list of host:port: '" + zooKeeper + "'");
        }
        long messages = isPublisher ? 0 : rows.number("numbufferedmsgs");
        long most = KafkaLimits.BUFFERED_MESSAGES.defaultValue();
        if (messages > most) {
            bad("numbufferedmsgs", "is more than " + most);
        }
        return new KafkaFailover(
                rows.isTrue("hotfailover"),
                zooKeeper.replaceAll("\\s", ""),
                (int) Math.min(messages, most),
                isPublisher && rows.isTrue("useoffsetmsgid"),
                rows.isTrue("useclientmsgid"));
    }

    /** What failover needs: ids in the records, one order, and names of topics. */
    private void hot(KafkaTopic topic, KafkaType type, String group) {
        if (type.kind() != KafkaType.Kind.BINARY) {
            bad("kafkatype", "must be binary with hotfailover: only blocks carry message ids");
        }
        if (topic.partition() == KafkaTopic.ALL) {
            bad(
                    "kafkapartition",
                    "must be one partition with hotfailover: only it keeps the order");
        }
        if (!group.isEmpty()) {
            bad("kafkaconsumergroupid", "cannot be had with hotfailover");
        }
        if (topic.urlHostPort().isEmpty()) {
            missing("urlhostport", "is missing; hotfailover needs it");
        }
    }

    /** A subscriber says itself whether there is failover; publishers may be in either project. */
    private void alone() {
        for (String name : List.of("zookeeperhostport", "numbufferedmsgs", "useclientmsgid")) {
            String value = config.get(name, "");
            if (!value.isEmpty() && !value.equals("false") && !value.equals("0")) {
                problems.add(PropertyTable.note(config, name, "has no effect without hotfailover"));
            }
        }
    }

    private KafkaOutput output() {
        boolean isPerEvent = rows.isTrue("csvmsgperevent");
        boolean isPerBlock = rows.isTrue("csvmsgpereventblock");
        if (!isPublisher && isPerEvent && isPerBlock) {
            bad("csvmsgperevent", "contradicts csvmsgpereventblock");
        }
        KafkaOutput.Message message =
                isPerEvent
                        ? KafkaOutput.Message.EVENT
                        : isPerBlock ? KafkaOutput.Message.BLOCK : KafkaOutput.Message.TRANSACTION;
        String include = rows.text("csvincludeschema").toLowerCase(Locale.ROOT);
        KafkaOutput.SchemaLine line =
                switch (include) {
                    case "once" -> KafkaOutput.SchemaLine.ONCE;
                    case "pereventblock" -> KafkaOutput.SchemaLine.ALWAYS;
                    default -> KafkaOutput.SchemaLine.NEVER;
                };
        return new KafkaOutput(
                rows.isTrue("snapshot"),
                rows.isTrue("collapse"),
                rows.isTrue("rmretdel"),
                message,
                line);
    }
}
