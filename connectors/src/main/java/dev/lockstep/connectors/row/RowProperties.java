package dev.lockstep.connectors.row;

import dev.lockstep.api.connector.Direction;
import dev.lockstep.api.connector.PropertySpec;
import dev.lockstep.connectors.property.PropertyTable;
import java.util.List;
import java.util.Set;

/** The properties that {@link RowFormat} reads, in every class of connectors that has rows. */
public final class RowProperties {
    private RowProperties() {}

    /** Adds those of both directions. */
    public static void both(PropertyTable t) {
        t.withoutEffect("type", "the direction is the connector's own");
        t.withoutEffect("configfilesection", "there is no connector configuration file");
        t.both("snapshot", "false", "Subscriber: retained rows first, as Inserts");
        t.both("dateformat", "", "strftime pattern for dates and stamps; integers without it");
        t.both("csvfielddelimiter", ",", "One character between fields of CSV");
    }

    /** Adds those of publishers. */
    public static void publish(PropertyTable t) {
        t.publish("blocksize", "1", "Rows of a block");
        t.publish("transactional", "false", "Blocks apply wholly or not at all");
        t.publish("maxevents", "0", "Ends after so many events; 0 for no end");
        t.publish("addcsvopcode", "false", "The rows have no opcode: Insert, or Upsert");
        t.add(
                choice(
                        "addcsvflags",
                        Set.of(Direction.PUBLISH),
                        "",
                        List.of("normal", "partialupdate"),
                        "The rows have no flags: these"));
        t.publish("publishwithupsert", "false", "Rows without opcode are Upserts");
        t.publish("publish_with_upsert", "false", "The same as `publishwithupsert`");
        t.publish("noautogenfield", "false", "The rows lack the generated key's column");
        t.publish("ignorecsvparseerrors", "false", "A bad row is recorded and dropped");
        t.publish("ignoreparseerrors", "false", "The same as `ignorecsvparseerrors`");
        t.publish("stripnullsfromcsv", "false", "Bytes of value zero are dropped (assumed)");
    }

    /** Adds those of subscribers. */
    public static void subscribe(PropertyTable t) {
        t.subscribe("collapse", "false", "Updates as one row, without the old one");
        t.subscribe("rmretdel", "false", "Deletes that retention made are left out");
        t.subscribe("doubleprecision", "6", "Digits behind the point of doubles, 17 at most");
    }

    /** A property that is not required and takes one of several words. */
    public static PropertySpec choice(
            String name, Set<Direction> to, String otherwise, List<String> words, String meaning) {
        return new PropertySpec(
                name, to, PropertySpec.Kind.TEXT, false, otherwise, words, true, meaning);
    }
}
