package dev.lockstep.connectors.fs;

import dev.lockstep.api.connector.Direction;
import dev.lockstep.api.connector.PropertySpec;
import dev.lockstep.connectors.property.PropertyTable;
import java.util.List;
import java.util.Set;

/** Every property of the file and socket connector. */
final class FsProperties {
    static final PropertyTable TABLE = table();

    private static final String HDAT = "writing HDAT files needs SAS software";

    private FsProperties() {}

    private static PropertyTable table() {
        Set<Direction> both = Set.of(Direction.PUBLISH, Direction.SUBSCRIBE);
        PropertyTable t = new PropertyTable();
        t.add(
                new PropertySpec(
                        "fsname",
                        both,
                        PropertySpec.Kind.FILE,
                        true,
                        "",
                        List.of(),
                        true,
                        "File, `host:port` (connect), `:port` (listen), `stdin` or `stdout`; a name"
                                + " that ends in `.gz` is compressed"));
        t.add(
                new PropertySpec(
                        "fstype",
                        both,
                        PropertySpec.Kind.TEXT,
                        false,
                        "csv",
                        List.of("csv", "json", "xml", "properties", "binary"),
                        true,
                        "Format of the bytes"));
        t.withoutEffect("type", "the direction is the connector's own");
        t.withoutEffect("configfilesection", "there is no connector configuration file");
        t.both("snapshot", "false", "Subscriber: retained rows first, as Inserts");
        t.both("dateformat", "", "strftime pattern for dates and stamps; integers without it");
        t.both("csvfielddelimiter", ",", "One character between fields of CSV");
        t.add(
                new PropertySpec(
                        "header",
                        both,
                        PropertySpec.Kind.TEXT,
                        false,
                        "false",
                        List.of(),
                        true,
                        "Publisher: lines to skip, `true` and `full` meaning one. Subscriber:"
                                + " `true` writes names, `full` names and types"));
        publish(t);
        subscribe(t);
        return t;
    }

    private static void publish(PropertyTable t) {
        t.publish("blocksize", "1", "Rows of a block");
        t.publish("transactional", "false", "Blocks apply wholly or not at all");
        t.publish("rate", "0", "Events a second; 0 for as fast as possible");
        t.publish("maxevents", "0", "Ends after so many events; 0 for no end");
        t.publish("repeatcount", "0", "Reads the file so many times again (assumed)");
        t.publish("growinginputfile", "false", "Waits for more at the end of the file");
        t.publish("addcsvopcode", "false", "The rows have no opcode: Insert, or Upsert");
        t.add(
                new PropertySpec(
                        "addcsvflags",
                        Set.of(Direction.PUBLISH),
                        PropertySpec.Kind.TEXT,
                        false,
                        "",
                        List.of("normal", "partialupdate"),
                        true,
                        "The rows have no flags: these"));
        t.publish("publishwithupsert", "false", "Rows without opcode are Upserts");
        t.publish("publish_with_upsert", "false", "The same as `publishwithupsert`");
        t.publish("noautogenfield", "false", "The rows lack the generated key's column");
        t.publish("ignorecsvparseerrors", "false", "A bad row is recorded and dropped");
        t.publish("ignoreparseerrors", "false", "The same as `ignorecsvparseerrors`");
        t.publish("stripnullsfromcsv", "false", "Bytes of value zero are dropped (assumed)");
        t.add(
                new PropertySpec(
                        "cefsyslogprefix",
                        Set.of(Direction.PUBLISH),
                        PropertySpec.Kind.TEXT,
                        false,
                        "false",
                        List.of("false", "0"),
                        true,
                        "Only `false`: CEF is not read"));
        t.add(
                new PropertySpec(
                        "prebuffer",
                        Set.of(Direction.PUBLISH),
                        PropertySpec.Kind.BOOLEAN,
                        false,
                        "false",
                        List.of(),
                        false,
                        "reading ahead is bounded and changes no result"));
    }

    private static void subscribe(PropertyTable t) {
        t.subscribe("collapse", "false", "Updates as one row, without the old one");
        t.subscribe("rmretdel", "false", "Deletes that retention made are left out");
        t.subscribe("doubleprecision", "6", "Digits behind the point of doubles, 17 at most");
        t.subscribe("maxfilesize", "0", "A new file before this many bytes are exceeded");
        t.subscribe("periodicity", "0", "A new file after so many seconds");
        t.subscribe("unbufferedoutputstreams", "false", "Every block is written at once");
        String[] hdat = {
            "hdatcashostport", "hdatcaspassword", "hdatcasusername", "hdatfilename",
            "hdatlasrhostport", "hdatlasrkey", "hdatmaxdatanodes", "hdatmaxstringlength",
            "hdatnumthreads", "hdfsblocksize", "hdfsnumreplicas"
        };
        for (String name : hdat) {
            t.refuse(name, HDAT);
        }
    }
}
