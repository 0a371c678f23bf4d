package dev.lockstep.connectors.kafka;

import dev.lockstep.api.connector.Direction;
import dev.lockstep.api.connector.PropertySpec;
import dev.lockstep.connectors.property.PropertyTable;
import dev.lockstep.connectors.row.RowProperties;
import java.util.List;
import java.util.Set;

/** Every property of the Kafka connector. */
final class KafkaProperties {
    static final PropertyTable TABLE = table();

    /** Those of records in Avro. */
    static final List<String> AVRO =
            List.of(
                    "avroschemaregistryurl",
                    "avroschemaname",
                    "avroschemadefinition",
                    "avroschemanoopcode");

    /** Those of records in Protobuf. */
    static final List<String> PROTOBUF = List.of("protofile", "protomsg");

    private KafkaProperties() {}

    private static PropertyTable table() {
        PropertyTable t = new PropertyTable();
        t.add(required("kafkahostport", "Brokers: `host:port,host:port,...`"));
        t.add(required("kafkatopic", "The topic; it is made if it is missing"));
        t.both(
                "kafkapartition",
                "",
                "From 0, or `-1` for every partition; without it the topic has one partition, or a"
                        + " consumer group shares them");
        t.both(
                "kafkatype",
                "csv",
                "Form of a record: `binary`, `csv`, `json`, `xml`, `properties`, `avro`,"
                        + " `protobuf`, `opaquestring`, or the name of a text field");
        t.both(
                "urlhostport",
                "",
                "Name that begins the names of topics in failover, which needs it");
        t.both(
                "kafkaglobalconfig",
                "",
                "Options of Kafka's client: `name=value;name=value`, a value with a semicolon in"
                        + " quotation marks");
        t.both("kafkatopicconfig", "", "The same as `kafkaglobalconfig`");
        t.both("hotfailover", "false", "Whether the project runs with failover");
        t.both("zookeeperhostport", "", "Failover: ZooKeeper, `host:port,...`; else Kafka decides");
        t.both("useclientmsgid", "false", "Failover: ids that came with the blocks count");
        RowProperties.both(t);
        schemas(t);
        publish(t);
        subscribe(t);
        return t;
    }

    private static void schemas(PropertyTable t) {
        t.both("avroschemaregistryurl", "", "Avro: a schema registry, `http://host:port`");
        t.both("avroschemaname", "", "Avro: the registry's subject; the topic and `-value` else");
        t.both("avroschemadefinition", "", "Avro: a file with the schema, as JSON");
        t.both("avroschemanoopcode", "false", "Avro: the event's opcode is no field of records");
        t.both("protofile", "", "Protobuf: a `.proto` file, or a set of descriptors");
        t.both("protomsg", "", "Protobuf: the message type in `protofile`");
    }

    private static PropertySpec required(String name, String meaning) {
        return new PropertySpec(
                name,
                Set.of(Direction.PUBLISH, Direction.SUBSCRIBE),
                PropertySpec.Kind.TEXT,
                true,
                "",
                List.of(),
                true,
                meaning);
    }

    private static void publish(PropertyTable t) {
        t.publish(
                "kafkainitialoffset",
                "smallest",
                "Where reading begins: `smallest`, `largest` or an offset");
        t.publish(
                "kafkaconsumergroupid",
                "",
                "Reading goes on where this group stored that it was; not with failover");
        t.publish("useoffsetmsgid", "false", "Blocks are numbered by the offsets of their records");
        RowProperties.publish(t);
    }

    private static void subscribe(PropertyTable t) {
        t.subscribe("numbufferedmsgs", "10000", "Failover: messages that a standby keeps");
        RowProperties.subscribe(t);
        t.add(
                RowProperties.choice(
                        "csvincludeschema",
                        Set.of(Direction.SUBSCRIBE),
                        "never",
                        List.of("never", "once", "pereventblock"),
                        "Records of CSV that begin with a line that tells the schema"));
        t.subscribe("csvmsgperevent", "false", "One event of CSV a record");
        t.subscribe("csvmsgpereventblock", "false", "One block of CSV a record");
    }
}
