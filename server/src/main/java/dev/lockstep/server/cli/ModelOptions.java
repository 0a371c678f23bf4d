package dev.lockstep.server.cli;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.model.reading.Placeholders;
import dev.lockstep.model.reading.ProjectReader;
import dev.lockstep.model.reading.ReadOptions;
import dev.lockstep.model.reading.ReadResult;
import dev.lockstep.server.error.ServerError;
import dev.lockstep.server.run.ConnectorClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which model, and the values of its placeholders. */
final class ModelOptions {
    @Parameters(index = "0", paramLabel = "MODEL.xml", description = "the project")
    @SuppressWarnings("NullAway.Init")
    private Path model;

    @Option(names = "--home", paramLabel = "DIR", description = "value of @ESP_PROJECT_HOME@")
    private @Nullable Path home;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "value of @NAME@; may be repeated")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--no-connectors", description = "treat the model's own connectors as inactive")
    private boolean isWithoutConnectors;

    ReadResult read() {
        byte[] document;
        try {
            document = Files.readAllBytes(model);
        } catch (IOException e) {
            throw new LockstepException(
                    ServerError.FILE_NOT_READABLE,
                    "The model " + model + " cannot be read: " + e + ".");
        }
        return ProjectReader.read(
                document,
                model.toString(),
                placeholders(),
                new ReadOptions(ConnectorClasses.names(), isWithoutConnectors));
    }

    /** Settings as given, for the journal's digest. */
    Map<String, String> settings() {
        Map<String, String> all = new LinkedHashMap<>(settings);
        if (home != null) {
            all.putIfAbsent("ESP_PROJECT_HOME", home.toString());
        }
        return all;
    }

    private Placeholders placeholders() {
        Map<String, String> given = settings();
        return name -> {
            String v = given.get(name);
            if (v == null) {
                v = System.getenv(name);
            }
            return v == null && name.equals("ESP_PROJECT_OUTPUT") ? "." : v;
        };
    }
}
