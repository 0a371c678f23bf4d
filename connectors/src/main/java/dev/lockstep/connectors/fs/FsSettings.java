package dev.lockstep.connectors.fs;

import dev.lockstep.api.connector.ConnectorConfig;
import dev.lockstep.connectors.row.BlockRules;
import dev.lockstep.connectors.row.RowFormat;
import dev.lockstep.wire.codec.EventDecoder;
import dev.lockstep.wire.codec.EventEncoder;
import java.util.Locale;

/** The properties of one connector, read. Immutable. */
final class FsSettings {
    private final FsPlace place;
    private final RowFormat rows;

    FsSettings(ConnectorConfig config) {
        this.place = FsPlace.of(config.get("fsname", ""), config.baseDirectory());
        this.rows = new RowFormat(config, FsProperties.TABLE, place.shown());
    }

    FsPlace place() {
        return place;
    }

    RowFormat rows() {
        return rows;
    }

    BlockRules rules() {
        return rows.rules();
    }

    String name() {
        return rows.name();
    }

    boolean isTrue(String property) {
        return rows.isTrue(property);
    }

    long number(String property) {
        return rows.number(property);
    }

    String type() {
        return rows.text("fstype").toLowerCase(Locale.ROOT);
    }

    EventDecoder decoder() {
        return rows.decoder(type());
    }

    EventEncoder encoder() {
        return rows.encoder(type());
    }
}
