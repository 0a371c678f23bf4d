package dev.lockstep.connectors.row;

import dev.lockstep.api.connector.ConnectorConfig;
import dev.lockstep.api.connector.Direction;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.connectors.ConnectorCode;
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
import dev.lockstep.wire.number.DoubleFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The properties of {@link RowProperties} of one connector, read, and the codecs that follow from
 * them. Immutable.
 */
public final class RowFormat {
    /** Formats that have a codec; what else a connector names in its place is its own affair. */
    public static final List<String> TYPES = List.of("csv", "json", "xml", "properties", "binary");

    private final ConnectorConfig config;
    private final PropertyTable table;
    private final String document;

    /**
     * @param table with the properties of {@link RowProperties} in it
     * @param document what rows come from, as messages show it
     */
    public RowFormat(ConnectorConfig config, PropertyTable table, String document) {
        this.config = config;
        this.table = table;
        this.document = document;
    }

    public Schema schema() {
        return config.schema();
    }

    /** Of the connector. */
    public String name() {
        return config.name();
    }

    public boolean isTrue(String property) {
        return table.isTrue(config, property);
    }

    public long number(String property) {
        return table.number(config, property);
    }

    public String text(String property) {
        return table.text(config, property);
    }

    /** How rows become blocks; for a checked configuration. */
    public BlockRules rules() {
        return new BlockRules(
                (int) Math.max(1, number("blocksize")),
                isTrue("transactional"),
                isTrue("ignorecsvparseerrors") || isTrue("ignoreparseerrors"),
                number("rate"),
                number("maxevents"));
    }

    /** The opcode of rows that have none of their own. */
    public byte addedOpcode() {
        boolean isUpserting = isTrue("publishwithupsert") || isTrue("publish_with_upsert");
        return isUpserting ? Opcode.UPSERT : Opcode.INSERT;
    }

    /** A strftime pattern for dates and stamps; null for integers. */
    public @Nullable String dateFormat() {
        String format = text("dateformat");
        return format.isEmpty() ? null : format;
    }

    /** Lines to skip; -1 when the value is none of those allowed. */
    public int headerLines() {
        String header = text("header").toLowerCase(Locale.ROOT);
        return switch (header) {
            case "true", "full" -> 1;
            case "false", "" -> 0;
            default -> header.matches("[0-9]{1,6}") ? Integer.parseInt(header) : -1;
        };
    }

    /** The delimiter, or 0 when the value is not one usable character. */
    private char delimiter() {
        String text = text("csvfielddelimiter");
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

    /** What is wrong with values that the table of properties alone takes for good. */
    public void check(List<Problem> problems) {
        if (delimiter() == 0) {
            bad(problems, "csvfielddelimiter", "is not one usable ASCII character");
        }
        if (number("doubleprecision") > DoubleFormatter.MAX_DECIMALS) {
            bad(problems, "doubleprecision", "is more than 17");
        }
        long most = RowLimits.BLOCK_ROWS.defaultValue();
        if (number("blocksize") > most) {
            bad(problems, "blocksize", "is more than " + most);
        }
        boolean isPublisher = config.direction() == Direction.PUBLISH;
        if (isPublisher && isTrue("noautogenfield") && !config.isAutogenKey()) {
            problems.add(
                    Problem.warning(
                            ConnectorCode.WITHOUT_EFFECT,
                            config.where(),
                            "Connector "
                                    + config.name()
                                    + ": noautogenfield has no effect, the window generates no"
                                    + " key"));
        }
    }

    private void bad(List<Problem> problems, String name, String what) {
        problems.add(PropertyTable.error(config, ConnectorCode.BAD_PROPERTY, name, what));
    }

    /**
     * What is wrong with the date format shows when the codec of a checked configuration is made.
     */
    public void tryCodec(String type, List<Problem> problems) {
        try {
            if (config.direction() == Direction.PUBLISH) {
                decoder(type);
            } else {
                encoder(type);
            }
        } catch (LockstepException e) {
            for (Problem p : e.problems()) {
                problems.add(
                        Problem.error(
                                p.code(),
                                config.where(),
                                "Connector " + config.name() + ": " + p.detail()));
            }
        }
    }

    /**
     * @param type one of {@link #TYPES}
     */
    public EventDecoder decoder(String type) {
        return switch (type) {
            case "json" -> new JsonDecoder(schema(), documentOptions());
            case "xml" -> new XmlDecoder(schema(), documentOptions());
            case "properties" -> new PropertiesDecoder(schema(), documentOptions());
            case "binary" -> new BinaryDecoder(schema(), document);
            default -> csvDecoder();
        };
    }

    private DocumentOptions documentOptions() {
        int decimals = (int) number("doubleprecision");
        return new DocumentOptions(document, dateFormat(), decimals, isTrue("collapse"));
    }

    private EventDecoder csvDecoder() {
        CsvInputOptions options =
                new CsvInputOptions()
                        .document(document)
                        .delimiter(delimiter())
                        .headerLines(headerLines())
                        .dateFormat(dateFormat())
                        .strippingNulls(isTrue("stripnullsfromcsv"));
        if (isTrue("addcsvopcode")) {
            options.addedOpcode(addedOpcode());
        }
        String flags = text("addcsvflags").toLowerCase(Locale.ROOT);
        if (!flags.isEmpty()) {
            options.addedFlags(flags.equals("normal") ? EventFlags.NORMAL : EventFlags.PARTIAL);
        }
        if (isTrue("noautogenfield") && config.isAutogenKey()) {
            options.absentField(schema().key(0));
        }
        return new CsvDecoder(schema(), options);
    }

    /**
     * @param type one of {@link #TYPES}
     */
    public EventEncoder encoder(String type) {
        return switch (type) {
            case "json" -> new JsonEncoder(schema(), documentOptions());
            case "xml" -> new XmlEncoder(schema(), documentOptions());
            case "properties" -> new PropertiesEncoder(schema(), documentOptions());
            case "binary" -> new BinaryEncoder(schema());
            default -> csvEncoder();
        };
    }

    private EventEncoder csvEncoder() {
        String header = text("header").toLowerCase(Locale.ROOT);
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
