package dev.lockstep.server.cli;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.model.reading.Placeholders;
import dev.lockstep.model.reading.ProjectReader;
import dev.lockstep.model.reading.ReadOptions;
import dev.lockstep.model.reading.ReadResult;
import dev.lockstep.model.xml.XmlLimits;
import dev.lockstep.server.error.ServerError;
import dev.lockstep.server.run.ConnectorClasses;
import dev.lockstep.server.run.FileRoles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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

    /** The model's file, as one that is read. */
    FileRoles roles() {
        FileRoles roles = new FileRoles();
        roles.reads("the model", model.toString());
        return roles;
    }

    ReadResult read() {
        return read(isWithoutConnectors);
    }

    /**
     * @param isAlone whether the model's connectors count as inactive
     */
    ReadResult read(boolean isAlone) {
        byte[] document;
        // one byte more than may be read shows that there are too many
        try (InputStream in = Files.newInputStream(model)) {
            document = in.readNBytes((int) XmlLimits.BYTES.defaultValue() + 1);
        } catch (NoSuchFileException e) {
            throw new LockstepException(
                    ServerError.FILE_NOT_READABLE, "There is no file " + model + ".");
        } catch (IOException e) {
            throw new LockstepException(
                    ServerError.FILE_NOT_READABLE,
                    "The model " + model + " cannot be read: " + e + ".");
        }
        return ProjectReader.read(
                document,
                model.toString(),
                placeholders(),
                new ReadOptions(ConnectorClasses.names(), isAlone));
    }

    private Placeholders placeholders() {
        Map<String, String> given = new LinkedHashMap<>(settings);
        if (home != null) {
            given.putIfAbsent("ESP_PROJECT_HOME", home.toString());
        }
        return new Placeholders() {
            @Override
            public @Nullable String value(String name) {
                String v = given.get(name);
                return v == null ? System.getenv(name) : v;
            }

            @Override
            public @Nullable String otherwise(String name) {
                return name.equals("ESP_PROJECT_OUTPUT") ? "." : null;
            }
        };
    }
}
