package dev.lockstep.server.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** What {@code --version} prints. */
public final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
        @Nullable String packaged = Version.class.getPackage().getImplementationVersion();
        return new String[] {
            "Lockstep " + (packaged == null ? "built from source" : packaged),
            "Java " + Runtime.version()
        };
    }
}
