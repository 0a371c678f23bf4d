package dev.lockstep.connectors.avro;

import dev.lockstep.api.limit.Limit;

/** The bounds of Avro records and of what a registry says. */
public final class AvroLimits {
    public static final Limit VALUES =
            new Limit(
                    "connector.avro.values.max",
                    10_000_000,
                    "values",
                    "values of one Avro record, nested ones included");

    public static final Limit DECIMAL_BYTES =
            new Limit("connector.avro.decimal.bytes.max", 64, "bytes", "digits of an Avro decimal");

    public static final Limit SCHEMA_BYTES =
            new Limit(
                    "connector.avro.schema.bytes.max",
                    1 << 20,
                    "bytes",
                    "an Avro schema, of a file or with what a registry says beside it");

    public static final Limit SCHEMAS =
            new Limit(
                    "connector.avro.schemas.max",
                    1_000,
                    "schemas",
                    "schemas of a registry that one connector remembers");

    public static final Limit REGISTRY_MILLIS =
            new Limit(
                    "connector.avro.registry.millis.max",
                    5_000,
                    "milliseconds",
                    "an answer of a schema registry, asked up to three times");

    private AvroLimits() {}
}
