package dev.lockstep.failover.kafka;

import dev.lockstep.api.error.LockstepException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of a project's topics. Those of metadata, input and output are the published ones:
 * {@code host_port.M}, {@code host_port.project.query.window.I} and {@code ….O}; the journal has
 * {@code host_port.project.J}, which is our own choice. The host may have dots, the other parts
 * not, so that a topic's name can be read back.
 *
 * @param host part of a name that all engines of a project share, not necessarily an address
 * @param port likewise
 */
public record TopicNames(String host, int port) {
    /** What the name of the topic that rehearsals write to has behind that of the journal. */
    static final String REHEARSAL_SUFFIX = ".rehearsal";

    private static final int LONGEST = 249;
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");
    private static final Pattern HOST_PORT = Pattern.compile("(.+)[:_](\\d{1,5})");
    private static final Pattern URL =
            Pattern.compile("dfESP://([^/?]+)/([^/?]+)/([^/?]+)/([^/?]+)(\\?.*)?");
    private static final Pattern TOPIC =
            Pattern.compile("(.+)\\.([^.]+)\\.([^.]+)\\.([^.]+)\\.([IO])");

    /** Which way events go. */
    public enum Direction {
        /** To a window. */
        I,
        /** From a window. */
        O
    }

    /**
     * A window, as in {@code dfESP://host:port/project/query/window}.
     *
     * @param names where it is
     */
    public record Window(TopicNames names, String project, String query, String window) {
        /** Its URL. */
        public String url() {
            return "dfESP://"
                    + names.host
                    + ":"
                    + names.port
                    + "/"
                    + project
                    + "/"
                    + query
                    + "/"
                    + window;
        }

        /** The topic of its events. */
        public String topic(Direction direction) {
            return names.window(project, query, window, direction);
        }
    }

    /**
     * A window and a direction.
     *
     * @param direction of the events
     */
    public record Events(Window window, Direction direction) {}

    public TopicNames {
        if (!HOST.matcher(host).matches() || port < 0 || port > 65_535) {
            throw bad(host + ":" + port, "it is no host and port");
        }
    }

    /**
     * Reads {@code host:port} or {@code host_port}, as the property {@code urlhostport} has it.
     *
     * @throws LockstepException {@link BusError#BAD_TOPIC_NAME}
     */
    public static TopicNames of(String hostPort) {
        Matcher m = HOST_PORT.matcher(hostPort);
        if (!m.matches()) {
            throw bad(hostPort, "it is not of the form host:port or host_port");
        }
        return new TopicNames(m.group(1), Integer.parseInt(m.group(2)));
    }

    /**
     * Reads {@code dfESP://host:port/project/query/window}; what stands behind a question mark is
     * for others.
     *
     * @throws LockstepException {@link BusError#BAD_TOPIC_NAME}
     */
    public static Window ofUrl(String url) {
        Matcher m = URL.matcher(url);
        if (!m.matches()) {
            throw bad(url, "it is not of the form dfESP://host:port/project/query/window");
        }
        Window window = new Window(of(m.group(1)), m.group(2), m.group(3), m.group(4));
        window.topic(Direction.I);
        return window;
    }

    /**
     * Reads the name of a topic of events back.
     *
     * @throws LockstepException {@link BusError#BAD_TOPIC_NAME}
     */
    public static Events ofTopic(String topic) {
        Matcher m = TOPIC.matcher(topic);
        if (!m.matches()) {
            throw bad(topic, "it is not of the form host_port.project.query.window.I or .O");
        }
        Window window = new Window(of(m.group(1)), m.group(2), m.group(3), m.group(4));
        return new Events(window, Direction.valueOf(m.group(5)));
    }

    /** {@code host_port}. */
    public String hostPort() {
        return host + "_" + port;
    }

    /** Where schemas are asked for, for all projects. */
    public String metadata() {
        return legal(hostPort() + ".M");
    }

    /**
     * The topic of a window's events.
     *
     * @throws LockstepException {@link BusError#BAD_TOPIC_NAME}
     */
    public String window(String project, String query, String window, Direction direction) {
        return legal(
                hostPort()
                        + "."
                        + part(project)
                        + "."
                        + part(query)
                        + "."
                        + part(window)
                        + "."
                        + direction);
    }

    /**
     * The journal of a project; its transactional id has the same name.
     *
     * @throws LockstepException {@link BusError#BAD_TOPIC_NAME}
     */
    public String journal(String project) {
        String name = hostPort() + "." + part(project) + ".J";
        legal(name + REHEARSAL_SUFFIX);
        return name;
    }

    private static String part(String name) {
        if (!PART.matcher(name).matches()) {
            throw bad(name, "it has other characters than letters, digits, _ and -");
        }
        return name;
    }

    private static String legal(String topic) {
        if (topic.length() > LONGEST) {
            throw bad(topic, "it has " + topic.length() + " characters, above " + LONGEST);
        }
        return topic;
    }

    private static LockstepException bad(String name, String why) {
        return new LockstepException(
                BusError.BAD_TOPIC_NAME, "'" + name + "' cannot name topics: " + why + ".");
    }
}
