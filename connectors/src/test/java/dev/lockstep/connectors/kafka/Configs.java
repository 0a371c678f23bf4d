package dev.lockstep.connectors.kafka;

import dev.lockstep.api.connector.ConnectorConfig;
import dev.lockstep.api.connector.Direction;
import dev.lockstep.api.error.Location;
import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Configurations for tests; properties given later replace the usual ones. */
final class Configs {
    static final Schema SCHEMA =
            new Schema(
                    List.of(
                            new Field("id", FieldType.INT64, true),
                            new Field("name", FieldType.STRING, false),
                            new Field("price", FieldType.DOUBLE, false)));

    private Configs() {}

    static ConnectorConfig of(
            Direction direction, Schema schema, boolean isAutogen, String... properties) {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("kafkahostport", "127.0.0.1:9092");
        map.put("kafkatopic", "trades");
        for (String p : properties) {
            int equals = p.indexOf('=');
            map.put(p.substring(0, equals), p.substring(equals + 1));
        }
        return new ConnectorConfig(
                "p/q/w/c",
                direction,
                schema,
                isAutogen,
                map,
                Path.of("."),
                new Location("model.xml", 3, 4));
    }

    static ConnectorConfig publish(String... properties) {
        return of(Direction.PUBLISH, SCHEMA, false, properties);
    }

    static ConnectorConfig subscribe(String... properties) {
        return of(Direction.SUBSCRIBE, SCHEMA, false, properties);
    }
}
