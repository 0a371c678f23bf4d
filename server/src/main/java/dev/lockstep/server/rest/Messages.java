package dev.lockstep.server.rest;

/**
 * The texts of answers that scripts compare. Known: {@code project X successfully started}. The
 * others are made alike (assumed).
 */
final class Messages {
    static final String SERVER_STOPPED = "server successfully stopped";
    static final String SERVER_RELOADED = "server successfully reloaded";
    static final String SERVER_PERSISTED = "server successfully persisted";

    private Messages() {}

    /** What happened to a project. */
    static String project(String name, String participle) {
        return "project " + name + " successfully " + participle;
    }

    static String connectorsStarted(String name) {
        return "connectors of project " + name + " successfully started";
    }

    static String injected(String window) {
        return "events successfully injected into window " + window;
    }
}
