package dev.lockstep.server.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** What {@code --version} prints. */
public final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"Lockstep " + ofLockstep(), "Java " + Runtime.version()};
    }

    /** What this build says of itself. */
    static String ofLockstep() {
        @Nullable String packaged = Version.class.getPackage().getImplementationVersion();
        return packaged == null ? "built from source" : packaged;
    }
}
