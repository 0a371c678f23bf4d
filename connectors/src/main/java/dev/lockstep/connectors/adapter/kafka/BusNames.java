package dev.lockstep.connectors.adapter.kafka;

import dev.lockstep.api.transport.WindowUrl;

/** Names of topics that follow from an address; all but the group's and the replies' are known. */
public final class BusNames {
    private BusNames() {}

    /** What the names of all topics of the engines begin with. */
    public static String prefix(WindowUrl url) {
        return url.host() + "_" + url.port();
    }

    private static String window(WindowUrl url) {
        return prefix(url) + "." + url.project() + "." + url.query() + "." + url.window();
    }

    /** Where a window reads. */
    public static String input(WindowUrl url) {
        return window(url) + ".I";
    }

    /** Where a window writes. */
    public static String output(WindowUrl url) {
        return window(url) + ".O";
    }

    /** Where schemas are asked for. */
    public static String metadata(WindowUrl url) {
        return prefix(url) + ".M";
    }

    /** Where answers are awaited by adapters that name no topic for it. */
    static String replies(WindowUrl url) {
        return metadata(url) + ".replies";
    }

    /** Where the adapters of a group tell each other how far they have come. */
    public static String group(WindowUrl url, String group) {
        return input(url) + "." + group;
    }
}
