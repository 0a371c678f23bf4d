package dev.lockstep.server.trial;

import java.util.Map;
import java.util.TreeMap;

/** Settings of the trial's own Kafka clients, which must outlive the loss of a broker. */
final class Clients {
    private Clients() {}

    private static Map<String, Object> common(String bootstrap) {
        Map<String, Object> all = new TreeMap<>();
        all.put("bootstrap.servers", bootstrap);
        all.put("request.timeout.ms", "2000");
        all.put("socket.connection.setup.timeout.ms", "1000");
        all.put("reconnect.backoff.ms", "20");
        all.put("reconnect.backoff.max.ms", "200");
        all.put("retry.backoff.ms", "20");
        all.put("metadata.max.age.ms", "5000");
        return all;
    }

    static Map<String, Object> publisher(String bootstrap) {
        Map<String, Object> all = common(bootstrap);
        all.put("acks", "all");
        all.put("linger.ms", "1");
        all.put("batch.size", "65536");
        all.put("enable.idempotence", "true");
        all.put("delivery.timeout.ms", "120000");
        return all;
    }

    static Map<String, Object> reader(String bootstrap) {
        Map<String, Object> all = common(bootstrap);
        all.put("isolation.level", "read_committed");
        all.put("fetch.max.wait.ms", "200");
        all.put("enable.auto.commit", "false");
        all.put("auto.offset.reset", "none");
        all.put("max.poll.records", "5000");
        return all;
    }

    static Map<String, Object> admin(String bootstrap) {
        return common(bootstrap);
    }
}
