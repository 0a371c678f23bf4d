package dev.lockstep.server.project;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.server.settings.ServerSettings;

/** Decides what runs a project. */
@FunctionalInterface
public interface RuntimeFactory {
    /**
     * A runtime in state {@link ProjectState#CREATED}.
     *
     * @throws LockstepException with everything that is wrong with the project
     */
    ProjectRuntime open(LoadedModel model, ServerSettings settings);
}
