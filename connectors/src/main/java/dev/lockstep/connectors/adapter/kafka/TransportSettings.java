package dev.lockstep.connectors.adapter.kafka;

import dev.lockstep.api.connector.ConnectorConfig;
import dev.lockstep.api.connector.Direction;
import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.api.transport.TransportSetting;
import dev.lockstep.api.transport.WindowSchema;
import dev.lockstep.api.transport.WindowUrl;
import dev.lockstep.connectors.ConnectorCode;
import dev.lockstep.connectors.kafka.KafkaSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** The configuration file of the transport {@code kafka}, checked. Immutable. */
final class TransportSettings {
    private static final String GROUP = "[A-Za-z0-9_-]{1,80}";
    private static final int MOST_BUFFERED = 10_000_000;

    /** Keys and the block in which they stand. */
    private static final Map<String, String> KEYS = new LinkedHashMap<>();

    static {
        for (String key :
                List.of(
                        "hostport",
                        "partition",
                        "initialoffset",
                        "groupid",
                        "globalconfig",
                        "topicconfig",
                        "metatopic")) {
            KEYS.put(key, "kafka");
        }
        for (String key :
                List.of(
                        "hotfailover",
                        "zookeeperhostport",
                        "failovergroup",
                        "numbufferedmsgs",
                        "protobuf",
                        "protofile",
                        "protomsg",
                        "json",
                        "dateformat",
                        "dataformat")) {
            KEYS.put(key, "sas");
        }
    }

    private final String adapter;
    private final WindowUrl url;
    private final Direction direction;
    private final Map<String, TransportSetting> values = new LinkedHashMap<>();

    TransportSettings(
            String adapter,
            WindowUrl url,
            Direction direction,
            List<TransportSetting> settings,
            Consumer<Problem> notes) {
        this.adapter = adapter;
        this.url = url;
        this.direction = direction;
        List<Problem> problems = new ArrayList<>();
        for (TransportSetting s : settings) {
            add(s, problems);
        }
        check(problems, notes);
        if (!problems.isEmpty()) {
            throw new LockstepException(problems);
        }
    }

    private static Problem bad(Location where, String detail) {
        return Problem.error(ConnectorCode.BAD_TRANSPORT_FILE, where, detail + ".");
    }

    private void add(TransportSetting s, List<Problem> problems) {
        String section = KEYS.get(s.name());
        if (section == null) {
            problems.add(bad(s.where(), "The key " + s.name() + " is not known"));
        } else if (!s.section().isEmpty() && !s.section().equals(section)) {
            problems.add(
                    bad(s.where(), "The key " + s.name() + " belongs in the block " + section));
        } else if (values.put(s.name(), s) != null) {
            problems.add(bad(s.where(), "The key " + s.name() + " stands twice"));
        }
    }

    private String text(String key) {
        TransportSetting s = values.get(key);
        return s == null ? "" : s.value();
    }

    private boolean isTrue(String key) {
        return text(key).equalsIgnoreCase("true") || text(key).equals("1");
    }

    private Location where(String key) {
        TransportSetting s = values.get(key);
        return s == null ? Location.UNKNOWN : s.where();
    }

    private void check(List<Problem> problems, Consumer<Problem> notes) {
        if (text("hostport").isEmpty()) {
            problems.add(bad(Location.UNKNOWN, "The key hostport of the block kafka is missing"));
        }
        for (String key : List.of("hotfailover", "json", "protobuf")) {
            String value = text(key).toLowerCase(Locale.ROOT);
            if (!List.of("", "true", "false", "0", "1").contains(value)) {
                problems.add(bad(where(key), "The key " + key + " is neither true nor false"));
            }
        }
        for (String key : List.of("protobuf", "protofile", "protomsg")) {
            boolean isAsked = key.equals("protobuf") ? isTrue(key) : !text(key).isEmpty();
            if (isAsked) {
                problems.add(
                        bad(where(key), "The key " + key + " is refused: there is no Protobuf"));
            }
        }
        if (!text("numbufferedmsgs").isEmpty() && !text("numbufferedmsgs").matches("[0-9]{1,7}")) {
            problems.add(
                    bad(
                            where("numbufferedmsgs"),
                            "The key numbufferedmsgs is no number up to " + MOST_BUFFERED));
        }
        if (isGroup()) {
            checkGroup(problems, notes);
        } else if (isTrue("hotfailover")) {
            notes.accept(
                    note("hotfailover", "each adapter that subscribes gets everything anyway"));
        }
    }

    private Problem note(String key, String why) {
        return Problem.note(
                ConnectorCode.WITHOUT_EFFECT, where(key), key + " has no effect: " + why);
    }

    private void checkGroup(List<Problem> problems, Consumer<Problem> notes) {
        if (!text("failovergroup").matches(GROUP)) {
            problems.add(
                    bad(
                            where("hotfailover"),
                            "With hotfailover the key failovergroup names the group, with letters,"
                                    + " digits, _ and -"));
        }
        if (!text("zookeeperhostport").isEmpty()) {
            notes.accept(note("zookeeperhostport", "Kafka alone decides which adapter writes"));
        }
    }

    /** Whether the adapter writes only if no other one of its group does. */
    boolean isGroup() {
        return direction == Direction.PUBLISH && isTrue("hotfailover");
    }

    String group() {
        return text("failovergroup");
    }

    /** Blocks that wait in an adapter before it reads no further. */
    int bufferedBlocks() {
        String number = text("numbufferedmsgs");
        return number.isEmpty() ? 1000 : Math.max(1, Integer.parseInt(number));
    }

    String adapter() {
        return adapter;
    }

    WindowUrl url() {
        return url;
    }

    String metadataTopic() {
        return BusNames.metadata(url);
    }

    String replyTopic() {
        String topic = text("metatopic");
        return topic.isEmpty() ? BusNames.replies(url) : topic;
    }

    boolean isRemembered() {
        return direction == Direction.SUBSCRIBE && !text("groupid").isEmpty();
    }

    /**
     * The same as a connector on the other side of the window's topic would have it.
     *
     * @throws LockstepException with what is wrong
     */
    KafkaSettings connector(WindowSchema window) {
        boolean isWriting = direction == Direction.PUBLISH;
        Map<String, String> p = new LinkedHashMap<>();
        p.put("kafkahostport", text("hostport"));
        p.put("kafkatopic", isWriting ? BusNames.input(url) : BusNames.output(url));
        p.put("kafkapartition", text("partition").isEmpty() ? "0" : text("partition"));
        p.put("kafkatype", isTrue("json") ? "json" : "binary");
        p.put("urlhostport", BusNames.prefix(url));
        p.put("kafkaglobalconfig", text("globalconfig"));
        p.put("kafkatopicconfig", text("topicconfig"));
        String format = text("dateformat");
        p.put("dateformat", format.isEmpty() ? text("dataformat") : format);
        if (!isWriting) {
            String start = text("initialoffset");
            p.put("kafkainitialoffset", start.isEmpty() ? "largest" : start);
            p.put("kafkaconsumergroupid", text("groupid"));
        }
        return KafkaSettings.of(
                new ConnectorConfig(
                        adapter,
                        isWriting ? Direction.SUBSCRIBE : Direction.PUBLISH,
                        window.schema(),
                        window.isKeyGenerated(),
                        p,
                        Path.of(""),
                        where("hostport")));
    }
}
