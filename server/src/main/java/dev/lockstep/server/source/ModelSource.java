package dev.lockstep.server.source;

import dev.lockstep.api.error.Problem;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.reading.Placeholders;
import dev.lockstep.model.reading.ProjectReader;
import dev.lockstep.model.reading.ReadOptions;
import dev.lockstep.model.reading.ReadResult;
import dev.lockstep.model.xml.XmlLimits;
import dev.lockstep.server.project.LoadedModel;
import dev.lockstep.server.run.ConnectorClasses;
import dev.lockstep.server.settings.ServerSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads models for a server: placeholders from its command line, then from the environment. */
public final class ModelSource {
    private static final Logger LOG = LoggerFactory.getLogger(ModelSource.class);

    private final ServerSettings settings;
    private final Documents documents;

    public ModelSource(ServerSettings settings, Documents documents) {
        this.settings = settings;
        this.documents = documents;
    }

    /** A model from a file or an address. */
    public LoadedModel fetch(String url) throws InterruptedException {
        return read(documents.read(url, XmlLimits.BYTES), url);
    }

    /**
     * A model from its document.
     *
     * @param name what problems show as their place
     * @throws dev.lockstep.api.error.LockstepException with every error of it
     */
    public LoadedModel read(byte[] document, String name) {
        ReadResult result =
                ProjectReader.read(
                        document,
                        name,
                        placeholders(),
                        new ReadOptions(ConnectorClasses.names(), false));
        ProjectSpec spec = result.orThrow();
        for (Problem p : result.problems()) {
            if (p.severity() == Problem.Severity.WARNING) {
                LOG.warn("{}", p);
            }
        }
        return new LoadedModel(spec, result.settings());
    }

    private Placeholders placeholders() {
        return new Placeholders() {
            @Override
            public @Nullable String value(String name) {
                String given = settings.placeholder(name);
                return given == null ? System.getenv(name) : given;
            }

            @Override
            public @Nullable String otherwise(String name) {
                return name.equals("ESP_PROJECT_OUTPUT") ? "." : null;
            }
        };
    }
}
