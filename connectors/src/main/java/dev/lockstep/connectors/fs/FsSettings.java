package dev.lockstep.connectors.fs;

import dev.lockstep.api.connector.ConnectorConfig;
import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.connectors.property.PropertyTable;
import dev.lockstep.wire.binary.BinaryDecoder;
import dev.lockstep.wire.binary.BinaryEncoder;
import dev.lockstep.wire.codec.EventDecoder;
import dev.lockstep.wire.codec.EventEncoder;
import dev.lockstep.wire.csv.CsvDecoder;
import dev.lockstep.wire.csv.CsvEncoder;
import dev.lockstep.wire.csv.CsvInputOptions;
import dev.lockstep.wire.csv.CsvOutputOptions;
import dev.lockstep.wire.document.DocumentOptions;
import dev.lockstep.wire.document.JsonDecoder;
import dev.lockstep.wire.document.JsonEncoder;
import dev.lockstep.wire.document.PropertiesDecoder;
import dev.lockstep.wire.document.PropertiesEncoder;
import dev.lockstep.wire.document.XmlDecoder;
import dev.lockstep.wire.document.XmlEncoder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The properties of one connector, read. Immutable. */
final class FsSettings {
    private final ConnectorConfig config;
    private final PropertyTable table = FsProperties.TABLE;
    private final FsPlace place;

    FsSettings(ConnectorConfig config) {
        this.config = config;
        this.place = FsPlace.of(config.get("fsname", ""), config.baseDirectory());
    }

    FsPlace place() {
        return place;
    }

    Schema schema() {
        return config.schema();
    }

    String name() {
        return config.name();
    }

    boolean isTrue(String property) {
        return table.isTrue(config, property);
    }

    long number(String property) {
        return table.number(config, property);
    }

    String type() {
        return table.text(config, "fstype").toLowerCase(Locale.ROOT);
    }

    private @Nullable String dateFormat() {
        String format = table.text(config, "dateformat");
        return format.isEmpty() ? null : format;
    }

    int blockSize() {
        return (int) Math.max(1, number("blocksize"));
    }

    boolean isIgnoringBadRows() {
        return isTrue("ignorecsvparseerrors") || isTrue("ignoreparseerrors");
    }

    boolean isUpserting() {
        return isTrue("publishwithupsert") || isTrue("publish_with_upsert");
    }

    /** Lines to skip; -1 when the value is none of those allowed. */
    int headerLines() {
        String header = table.text(config, "header").toLowerCase(Locale.ROOT);
        return switch (header) {
            case "true", "full" -> 1;
            case "false" -> 0;
            default -> header.matches("[0-9]{1,6}") ? Integer.parseInt(header) : -1;
        };
    }

    /** The delimiter, or 0 when the value is not one usable character. */
    char delimiter() {
        String text = table.text(config, "csvfielddelimiter");
        String one =
                switch (text) {
                    case "\\t", "tab" -> "\t";
                    case "comma" -> ",";
                    case "pipe" -> "|";
                    default -> text;
                };
        char c = one.length() == 1 ? one.charAt(0) : 0;
        return c > 0 && c <= 126 && "\"\\ \r\n".indexOf(c) < 0 ? c : 0;
    }

    EventDecoder decoder() {
        return switch (type()) {
            case "json" -> new JsonDecoder(schema(), documentOptions());
            case "xml" -> new XmlDecoder(schema(), documentOptions());
            case "properties" -> new PropertiesDecoder(schema(), documentOptions());
            case "binary" -> new BinaryDecoder(schema(), place.shown());
            default -> csvDecoder();
        };
    }

    private DocumentOptions documentOptions() {
        int decimals = (int) number("doubleprecision");
        return new DocumentOptions(place.shown(), dateFormat(), decimals, isTrue("collapse"));
    }

    private EventDecoder csvDecoder() {
        CsvInputOptions options =
                new CsvInputOptions()
                        .document(place.shown())
                        .delimiter(delimiter())
                        .headerLines(headerLines())
                        .dateFormat(dateFormat())
                        .strippingNulls(isTrue("stripnullsfromcsv"));
        if (isTrue("addcsvopcode")) {
            options.addedOpcode(isUpserting() ? Opcode.UPSERT : Opcode.INSERT);
        }
        String flags = table.text(config, "addcsvflags").toLowerCase(Locale.ROOT);
        if (!flags.isEmpty()) {
            options.addedFlags(flags.equals("normal") ? EventFlags.NORMAL : EventFlags.PARTIAL);
        }
        if (isTrue("noautogenfield") && config.isAutogenKey()) {
            options.absentField(schema().key(0));
        }
        return new CsvDecoder(schema(), options);
    }

    EventEncoder encoder() {
        return switch (type()) {
            case "json" -> new JsonEncoder(schema(), documentOptions());
            case "xml" -> new XmlEncoder(schema(), documentOptions());
            case "properties" -> new PropertiesEncoder(schema(), documentOptions());
            case "binary" -> new BinaryEncoder(schema());
            default -> csvEncoder();
        };
    }

    private EventEncoder csvEncoder() {
        String header = table.text(config, "header").toLowerCase(Locale.ROOT);
        boolean isFull = header.equals("full");
        boolean isNames = headerLines() == 1 && !isFull;
        return new CsvEncoder(
                schema(),
                new CsvOutputOptions()
                        .delimiter(delimiter())
                        .header(
                                isFull
                                        ? CsvOutputOptions.Header.FULL
                                        : isNames
                                                ? CsvOutputOptions.Header.NAMES
                                                : CsvOutputOptions.Header.NONE)
                        .collapsing(isTrue("collapse"))
                        .dateFormat(dateFormat())
                        .decimals((int) number("doubleprecision")));
    }
}
