package dev.lockstep.connectors.timer;

import dev.lockstep.api.connector.ConnectorClass;
import dev.lockstep.api.connector.ConnectorConfig;
import dev.lockstep.api.connector.Direction;
import dev.lockstep.api.connector.PropertySpec;
import dev.lockstep.api.connector.Publisher;
import dev.lockstep.api.connector.Subscriber;
import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.connectors.ConnectorCode;
import dev.lockstep.connectors.property.PropertyTable;
import dev.lockstep.wire.time.TimePattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The connector class {@code timer}. Fields are filled by type (known from public models): the key
 * with a counter from 1, unless the window generates it; the first date or stamp with the time; the
 * first text with the label; others stay null (assumed).
 */
public final class TimerConnector implements ConnectorClass {
    static final PropertyTable TABLE = table();

    private static final List<String> DEFAULT_FORMATS =
            List.of("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d");

    private static PropertyTable table() {
        Set<Direction> publish = Set.of(Direction.PUBLISH);
        PropertyTable t = new PropertyTable();
        t.add(text(publish, "basetime", true, "The first time, in the form of `timeformat`, UTC"));
        t.add(text(publish, "interval", true, "Units between two events; may have a fraction"));
        t.add(
                new PropertySpec(
                        "unit",
                        publish,
                        PropertySpec.Kind.TEXT,
                        true,
                        "",
                        List.of(
                                "second", "minute", "hour", "day", "week", "month", "year",
                                "seconds", "minutes", "hours", "days", "weeks", "months", "years"),
                        true,
                        "Unit of `interval`"));
        t.publish("label", "", "Text of the label field; the connector's name without it");
        t.publish(
                "timeformat",
                "",
                "strftime pattern of `basetime`; `%Y-%m-%d`, with or without `%H:%M:%S`, without"
                        + " it");
        t.publish("maxevents", "0", "Ends after so many events; 0 for no end");
        t.publish("publishwithupsert", "false", "Events are Upserts instead of Inserts");
        t.publish("transactional", "false", "Blocks apply wholly or not at all");
        t.withoutEffect("type", "a timer only publishes");
        t.withoutEffect("configfilesection", "there is no connector configuration file");
        return t;
    }

    private static PropertySpec text(
            Set<Direction> directions, String name, boolean isRequired, String meaning) {
        return new PropertySpec(
                name, directions, PropertySpec.Kind.TEXT, isRequired, "", List.of(), true, meaning);
    }

    @Override
    public String name() {
        return "timer";
    }

    @Override
    public List<PropertySpec> properties() {
        return TABLE.specs();
    }

    /** The table of properties as Markdown. */
    public String markdown() {
        return TABLE.markdown();
    }

    @Override
    public List<Problem> validate(ConnectorConfig config) {
        List<Problem> problems = new ArrayList<>(TABLE.check(config));
        if (config.direction() != Direction.PUBLISH) {
            problems.add(
                    PropertyTable.error(
                            config, ConnectorCode.BAD_PROPERTY, "type", "must be a publisher"));
        }
        if (problems.stream().noneMatch(Problem::isError)) {
            try {
                schedule(config);
                fields(config);
            } catch (LockstepException e) {
                e.problems().forEach(p -> problems.add(placed(config, p)));
            }
        }
        return problems;
    }

    /** What a pattern says of itself does not know its place. */
    private static Problem placed(ConnectorConfig config, Problem p) {
        return p.where().equals(Location.UNKNOWN)
                ? Problem.error(
                        p.code(), config.where(), "Connector " + config.name() + ": " + p.detail())
                : p;
    }

    static TimerSchedule schedule(ConnectorConfig config) {
        TimerUnit unit = TimerUnit.of(config.get("unit", ""));
        double interval;
        try {
            interval = Double.parseDouble(config.get("interval", ""));
        } catch (NumberFormatException e) {
            interval = Double.NaN;
        }
        boolean isWhole = interval == Math.rint(interval);
        if (unit == null || !(interval > 0 && interval <= 1e9) || unit.isCalendar() && !isWhole) {
            throw bad(config, "interval", "is not a positive number, whole for months and years");
        }
        return new TimerSchedule(baseMicros(config), interval, unit);
    }

    private static LockstepException bad(ConnectorConfig config, String name, String what) {
        return new LockstepException(
                PropertyTable.error(config, ConnectorCode.BAD_PROPERTY, name, what));
    }

    private static long baseMicros(ConnectorConfig config) {
        String given = config.get("timeformat", "");
        byte[] text = config.get("basetime", "").getBytes(StandardCharsets.UTF_8);
        for (String format : given.isEmpty() ? DEFAULT_FORMATS : List.of(given)) {
            long micros = TimePattern.compile(format).parse(text, 0, text.length);
            if (micros != TimePattern.MISMATCH) {
                return micros;
            }
        }
        throw bad(config, "basetime", "does not match the time format");
    }

    /** Ordinals of counter, time and label; -1 where there is none. */
    static int[] fields(ConnectorConfig config) {
        int[] fields = {-1, -1, -1};
        for (int f = 0; f < config.schema().size(); f++) {
            FieldType type = config.schema().type(f);
            if (config.schema().field(f).isKey()) {
                boolean isCountable =
                        type == FieldType.INT64 || type == FieldType.INT32 || type.isText();
                if (!config.isAutogenKey() && (fields[0] >= 0 || !isCountable)) {
                    throw new LockstepException(
                            Problem.error(
                                    ConnectorCode.UNFIT_SCHEMA,
                                    config.where(),
                                    "Connector "
                                            + config.name()
                                            + ": a timer fills one key of an integer or text"
                                            + " type"));
                }
                fields[0] = config.isAutogenKey() ? -1 : f;
            } else if (type == FieldType.STAMP || type == FieldType.DATE) {
                fields[1] = fields[1] < 0 ? f : fields[1];
            } else if (type.isText()) {
                fields[2] = fields[2] < 0 ? f : fields[2];
            }
        }
        return fields;
    }

    @Override
    public Publisher publisher(ConnectorConfig config) {
        return new TimerPublisher(config);
    }

    @Override
    public Subscriber subscriber(ConnectorConfig config) {
        throw new IllegalArgumentException("a timer only publishes");
    }
}
