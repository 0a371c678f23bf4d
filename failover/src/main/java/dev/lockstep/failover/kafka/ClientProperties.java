package dev.lockstep.failover.kafka;

import java.util.HashMap;
import java.util.Map;

/**
 * The properties of all clients. Later ones win: first what makes them quick, then what the user
 * wants, then what the guarantee rests on.
 */
final class ClientProperties {
    /** Longest that anything of a commit or fence may take; below the time-out of a transaction. */
    static final int PATIENCE_MILLIS = 4_000;

    /** An engine that is gone holds up readers of its topics for as long, unless it is fenced. */
    private static final int TRANSACTION_MILLIS = 5_000;

    /** A broker that is frozen is given up after that, and asked for its successor. */
    private static final int REQUEST_MILLIS = 1_500;

    private static final String FETCH_WAIT = "fetch.max.wait.ms";

    /** Half of how long brokers may say nothing at all: {@link BrokerSilence}. */
    private static final int FETCH_WAIT_MILLIS = 150;

    private final KafkaBusSettings settings;

    ClientProperties(KafkaBusSettings settings) {
        this.settings = settings;
    }

    private Map<String, Object> common(String part) {
        Map<String, Object> p = new HashMap<>();
        p.put("bootstrap.servers", settings.bootstrap());
        p.put("client.id", settings.engine() + "-" + part);
        p.put("request.timeout.ms", REQUEST_MILLIS);
        // the default of 100 ms is what a fence and a small transaction would mostly consist of
        p.put("retry.backoff.ms", 2);
        p.put("retry.backoff.max.ms", 50);
        p.put("reconnect.backoff.ms", 10);
        p.put("reconnect.backoff.max.ms", 250);
        p.put("socket.connection.setup.timeout.ms", 1_000);
        p.put("socket.connection.setup.timeout.max.ms", 3_000);
        // a standby waits for days and must not begin with new connections then
        p.put("connections.max.idle.ms", 3_600_000);
        p.put("metric.reporters", "");
        p.put("enable.metrics.push", false);
        return p;
    }

    private Map<String, Object> asTheUserWants(Map<String, Object> properties) {
        properties.putAll(settings.client());
        return properties;
    }

    /** Of the producer with that transactional id. */
    Map<String, Object> producer(String part, String transactionalId) {
        Map<String, Object> p = common(part);
        // a commit sends what waits at once; without it, its first record would go alone, and the
        // rest would stand behind that at the broker
        p.put("linger.ms", 200);
        p.put("batch.size", 512 << 10);
        p.put("buffer.memory", 64L << 20);
        p.put("max.request.size", 32 << 20);
        p.put("compression.type", "none");
        p.put("max.in.flight.requests.per.connection", 5);
        p.put("max.block.ms", PATIENCE_MILLIS);
        p.put("delivery.timeout.ms", PATIENCE_MILLIS);
        p.put("transaction.timeout.ms", TRANSACTION_MILLIS);
        asTheUserWants(p);
        p.put("transactional.id", transactionalId);
        p.put("acks", "all");
        p.put("enable.idempotence", true);
        return p;
    }

    /** Of a consumer that is told where to read and never skips. */
    Map<String, Object> consumer(String part) {
        Map<String, Object> p = common(part);
        p.put("fetch.min.bytes", 1);
        p.put(FETCH_WAIT, FETCH_WAIT_MILLIS);
        p.put("fetch.max.bytes", 32 << 20);
        p.put("max.partition.fetch.bytes", 4 << 20);
        p.put("max.poll.records", 2_000);
        p.put("receive.buffer.bytes", -1);
        p.put("default.api.timeout.ms", PATIENCE_MILLIS);
        asTheUserWants(p);
        p.remove("group.id");
        p.put("isolation.level", "read_committed");
        p.put("auto.offset.reset", "none");
        p.put("enable.auto.commit", false);
        p.put("check.crcs", true);
        return p;
    }

    /** How long a broker may keep a fetch that finds nothing. */
    long fetchWaitMillis() {
        Object wanted = settings.client().get(FETCH_WAIT);
        try {
            return wanted == null ? FETCH_WAIT_MILLIS : Long.parseLong(wanted.toString().trim());
        } catch (NumberFormatException refusedByClients) {
            return FETCH_WAIT_MILLIS;
        }
    }

    Map<String, Object> admin(String part) {
        Map<String, Object> p = common(part);
        p.put("default.api.timeout.ms", PATIENCE_MILLIS);
        return asTheUserWants(p);
    }
}
