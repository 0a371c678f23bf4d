package dev.lockstep.connectors.fs;

import dev.lockstep.api.connector.Direction;
import dev.lockstep.api.connector.PropertySpec;
import dev.lockstep.connectors.property.PropertyTable;
import dev.lockstep.connectors.row.RowFormat;
import dev.lockstep.connectors.row.RowProperties;
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
        t.add(RowProperties.choice("fstype", both, "csv", RowFormat.TYPES, "Format of the bytes"));
        RowProperties.both(t);
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
        RowProperties.publish(t);
        t.publish("rate", "0", "Events a second; 0 for as fast as possible");
        t.publish("repeatcount", "0", "Reads the file so many times again (assumed)");
        t.publish("growinginputfile", "false", "Waits for more at the end of the file");
        t.add(
                RowProperties.choice(
                        "cefsyslogprefix",
                        Set.of(Direction.PUBLISH),
                        "false",
                        List.of("false", "0"),
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
        RowProperties.subscribe(t);
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
