package dev.lockstep.bench.failover;

import dev.lockstep.server.project.LoadedModel;
import dev.lockstep.server.settings.ServerSettings;
import dev.lockstep.server.source.Documents;
import dev.lockstep.server.source.ModelSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A model with the values of its placeholders.
 *
 * @param model the document
 * @param zooKeeper empty where Kafka coordinates
 * @param prefix of its topics, unlike that of any other
 * @param isInFailover whether the project asks for failover
 */
record Place(Path model, String kafka, String zooKeeper, String prefix, boolean isInFailover) {
    private Map<String, String> values() {
        Map<String, String> values = new TreeMap<>();
        values.put("KAFKA", kafka);
        values.put("ZOOKEEPER", zooKeeper);
        values.put("PREFIX", prefix);
        values.put("FAILOVER", String.valueOf(isInFailover));
        return values;
    }

    /** As {@code file://PATH}. */
    String url() {
        return "file://" + model;
    }

    /** The values as options of the server's command line. */
    List<String> options() {
        List<String> options = new ArrayList<>();
        values().forEach(
                        (name, value) -> {
                            options.add("-" + name);
                            options.add(value);
                        });
        return options;
    }

    LoadedModel load() throws InterruptedException {
        ServerSettings settings =
                new ServerSettings(null, 0, 0, null, values(), Map.of(), model.resolveSibling(""));
        return new ModelSource(settings, new Documents(settings)).fetch(url());
    }
}
