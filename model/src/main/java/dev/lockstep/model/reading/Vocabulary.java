package dev.lockstep.model.reading;

import dev.lockstep.api.error.Problem;
import dev.lockstep.model.ModelError;
import dev.lockstep.model.xml.XmlElement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Every element and attribute that a project may have, in three classes: effective, accepted
 * without effect, refused. The check of a document and the reference page are made from this one
 * table.
 */
public final class Vocabulary {
    /** What becomes of a name. */
    public enum Treatment {
        EFFECTIVE,
        /** Kept, shown as a note, changes nothing. */
        NO_EFFECT,
        /** An error that says what is missing. */
        REFUSED
    }

    /**
     * A row of the table.
     *
     * @param parent the element it stands in or on; {@code window-*} for all windows
     * @param name an element's name, or an attribute's with {@code @} before it
     * @param reason why it has no effect or is refused; empty where effective
     */
    public record Entry(String parent, String name, Treatment treatment, String reason) {}

    private static final List<Entry> ENTRIES = new ArrayList<>();
    private static final Map<String, Map<String, Entry>> BY_PARENT = new LinkedHashMap<>();
    private static final String PUBSUB =
            "nobody publishes over the network yet; connectors and files of the command line"
                    + " always may";

    /** What is read once in its parent: a second one would be passed over in silence. */
    private static final Set<String> SINGLE =
            Set.of(
                    ("projects contqueries project-connectors connector-groups windows edges"
                                    + " schema schema-string retention output join conditions"
                                    + " connectors properties expr-initialize initializer udfs"
                                    + " splitter-expr function-context expressions functions"
                                    + " event-loops opcode generate input-map output-map"
                                    + " parameters use-xml xpath use-json json use-text regex")
                            .split(" "));

    private static final List<String> FREE = List.of("metadata", "description", "mcp-settings");

    static {
        effective("engine", "projects description metadata");
        noEffect("engine", "@name", "the project's own name counts");
        noEffect("engine", "http-servers", "nothing listens on a port here yet");
        noEffect("engine", "@port", "nothing listens on a port here yet");
        refused("engine", "esp-routers", "routers between engines are not built yet");
        effective("projects", "project");
        effective(
                "project",
                "@name @index @heartbeat-interval @use-retention-tracking @disk-store-path"
                        + " contqueries description metadata properties project-connectors");
        noEffect(
                "project",
                "@threads",
                "one writer evaluates a project, which changes neither result nor order");
        noEffect("project", "@port", "nothing listens on a port here yet");
        noEffect("project", "@use-tagged-token", "its behaviour is the only one there is");
        noEffect("project", "@luaroot", "there is no Lua here yet");
        noEffect("project", "@pubsub", PUBSUB);
        noEffect("project", "@restore", "restoring is asked for on the command line");
        refused("project", "mas-modules ds-initialize", "no SAS code can be run here");
        refused("project", "lua-modules lua-snippets", "there is no Lua here yet");
        refused("project", "python-modules python-snippets", "there is no Python here");
        refused("project", "mcp", "there is no MCP server here");
        refused("project", "@compress-open-patterns", "pattern windows are not built yet");
        refused(
                "project",
                "@score-input-field @score-input-window @score-output-field @score-output-window",
                "there is no scoring here");
        effective("contqueries", "contquery");
        effective("contquery", "@name @index @trace windows edges description metadata");
        noEffect(
                "contquery",
                "@include-singletons",
                "windows without edges always belong to their query");
        noEffect("contquery", "@timing-threshold", "no clock reaches the engine");
        effective("edges", "edge description");
        effective("edge", "@source @target @role @slot");
        effective(
                "properties",
                "property property-string property-xml property-json property-map property-list"
                        + " property-set");
        effective("property", "@name");
        effective("project-connectors", "connector-groups edges");
        effective("connector-groups", "connector-group");
        effective("connector-group", "@name connector-entry description");
        effective("connector-entry", "@connector @state");
        windows();
        inEveryWindow();
        children();
    }

    private Vocabulary() {}

    private static void windows() {
        effective(
                "windows",
                "window-source window-filter window-compute window-copy window-aggregate"
                        + " window-join window-union window-functional window-counter"
                        + " window-calculate");
        refused(
                "windows",
                "window-pattern window-remove-state window-notification window-transpose"
                        + " window-geofence window-object-tracker",
                "windows of this kind are not built yet");
        refused("windows", "window-lua", "there is no Lua here yet");
        refused("windows", "window-python", "there is no Python here");
        refused(
                "windows",
                "window-score window-train window-model-supervisor",
                "algorithms that learn and score are not built yet");
        refused(
                "windows",
                "window-model-reader window-textcategory window-textcontext window-textsentiment"
                        + " window-texttopic",
                "it needs models that only SAS software reads");
        refused("windows", "window-procedural", "it runs code that only SAS software runs");
        refused("windows", "window-custom", "there is no Lua or Python here yet");
        refused(
                "windows",
                "window-statedb-reader window-statedb-writer",
                "there is no state database here");
    }

    private static void inEveryWindow() {
        effective(
                "window-*",
                "@name @index @output-insert-only @collapse-updates @pulse-interval @exp-max-string"
                        + " description schema schema-string connectors splitter-expr metadata"
                        + " expr-initialize");
        noEffect(
                "window-*",
                "@pubsub-index",
                "subscribers' snapshots are served from the window's own rows");
        noEffect("window-*", "@pubsub", PUBSUB);
        noEffect("window-*", "@queue-height", "queues are bounded by the run's own limits");
        refused("window-*", "splitter-lua", "there is no Lua here yet");
        refused("window-*", "code", "no code but expressions can be run here");
        refused(
                "window-*",
                "splitter-plug finalized-callback context-plugin plugin",
                "native libraries cannot be loaded");
        effective("window-source", "@insert-only @autogen-key retention");
        effective("window-copy", "retention");
        effective("window-filter", "expression");
        refused("window-filter", "@func @init use", "no code but expressions can be run here");
        effective("window-compute", "output");
        effective("window-aggregate", "output");
        effective("window-join", "join output");
        effective("window-union", "@strict");
        effective(
                "window-functional",
                "function-context event-loops opcode generate @produces-only-inserts");
        effective("window-counter", "@count-interval @clear-interval");
        effective(
                "window-calculate",
                "@algorithm @produces-only-inserts parameters input-map output-map");
        refused("window-calculate", "mas-map", "no SAS code can be run here");
    }

    private static void children() {
        effective("schema", "@copy @copy-keys fields");
        noEffect("schema", "@name", "a schema belongs to its window");
        effective("fields", "field");
        effective("field", "@name @type @key");
        effective("retention", "@type @field @unit");
        effective("splitter-expr", "expression expr-initialize");
        effective("expr-initialize", "initializer udfs");
        effective("initializer", "@type");
        effective("udfs", "udf");
        effective("udf", "@name @type");
        effective(
                "output",
                "field-expr field-selection left-select right-select left-expr right-expr");
        refused("output", "field-plug", "native libraries cannot be loaded");
        effective("field-expr", "@name @type");
        effective("left-expr", "@names @name @type");
        effective("right-expr", "@names @name @type");
        effective("field-selection", "@name @source");
        effective("join", "@type @no-regenerates @left-index @right-index conditions");
        noEffect("join", "@use-secondary-index", "joins find their rows by an index always");
        effective("conditions", "fields");
        effective("conditions/fields", "@left @right");
        effective("connectors", "connector");
        effective("connector", "@class @name @active @type properties description");
        noEffect("connector", "@connection-name", "connections are not shared here");
        effective("function-context", "expressions properties functions");
        effective("expressions", "expression");
        effective("expressions/expression", "@name");
        effective("functions", "function");
        effective("function", "@name");
        for (String p :
                List.of(
                        "property-string",
                        "property-xml",
                        "property-json",
                        "property-map",
                        "property-list",
                        "property-set")) {
            effective(p, "@name @outer @inner @delimiter");
        }
        effective("event-loops", "event-loop-xml event-loop-json event-loop-regex");
        effective("event-loop-xml", "@name @data use-xml xpath function-context");
        effective("event-loop-json", "@name @data use-json json function-context");
        effective("event-loop-regex", "@name @data use-text regex function-context");
        effective("regex", "@group");
        effective("parameters", "properties");
        effective("input-map", "properties");
        effective("output-map", "properties");
    }

    private static void effective(String parent, String names) {
        add(parent, names, Treatment.EFFECTIVE, "");
    }

    private static void noEffect(String parent, String names, String reason) {
        add(parent, names, Treatment.NO_EFFECT, reason);
    }

    private static void refused(String parent, String names, String reason) {
        add(parent, names, Treatment.REFUSED, reason);
    }

    private static void add(String parent, String names, Treatment treatment, String reason) {
        for (String name : names.split(" ")) {
            Entry e = new Entry(parent, name, treatment, reason);
            Entry before =
                    BY_PARENT.computeIfAbsent(parent, p -> new LinkedHashMap<>()).put(name, e);
            if (before != null) {
                ENTRIES.remove(before);
            }
            ENTRIES.add(e);
        }
    }

    /** The whole table as Markdown, as the reference shows it. */
    public static String markdown() {
        StringBuilder s = new StringBuilder();
        s.append("| in | name | treatment | why |\n|---|---|---|---|\n");
        for (Map<String, Entry> parent : BY_PARENT.values()) {
            for (Entry e : parent.values()) {
                s.append("| `").append(e.parent()).append("` | `").append(e.name()).append("` | ");
                s.append(
                        switch (e.treatment()) {
                            case EFFECTIVE -> "effective";
                            case NO_EFFECT -> "no effect";
                            case REFUSED -> "refused, " + ModelError.UNSUPPORTED.code();
                        });
                s.append(" | ").append(e.reason()).append(" |\n");
            }
        }
        return s.toString();
    }

    /** The whole table. */
    public static List<Entry> entries() {
        return List.copyOf(ENTRIES);
    }

    /**
     * Reports everything in the tree that is not effective; what stands in free text and in windows
     * of other kinds is skipped.
     */
    static void check(XmlElement e, Reading reading) {
        check(e, e.name(), reading);
    }

    private static void check(XmlElement e, String kind, Reading reading) {
        List<Problem> problems = reading.problems();
        int before = problems.size();
        Map<String, Entry> known = new LinkedHashMap<>();
        if (kind.startsWith("window-")) {
            known.putAll(BY_PARENT.getOrDefault("window-*", Map.of()));
        }
        known.putAll(BY_PARENT.getOrDefault(kind, Map.of()));
        for (String attribute : e.attributes().keySet()) {
            boolean isNamespace =
                    attribute.startsWith("xmlns") || attribute.equals("schemaLocation");
            if (!isNamespace) {
                report(
                        e,
                        e,
                        known,
                        "@" + attribute,
                        "attribute " + attribute,
                        ModelError.UNKNOWN_ATTRIBUTE,
                        reading);
            }
        }
        refuseRepeated(e, reading);
        for (XmlElement c : e.children()) {
            boolean isUsable =
                    report(
                            e,
                            c,
                            known,
                            c.name(),
                            "element " + c.name(),
                            ModelError.UNKNOWN_ELEMENT,
                            reading);
            if (isUsable && !FREE.contains(c.name())) {
                // the same name may mean something else in another element
                String here = kind + "/" + c.name();
                check(c, BY_PARENT.containsKey(here) ? here : c.name(), reading);
            } else if (!isUsable) {
                reading.cut(c);
            }
        }
        if (problems.subList(before, problems.size()).stream()
                .anyMatch(p -> p.code() == ModelError.UNSUPPORTED)) {
            reading.cut(e);
        }
    }

    private static void refuseRepeated(XmlElement e, Reading reading) {
        Set<String> seen = new LinkedHashSet<>();
        for (XmlElement c : e.children()) {
            boolean isSingle =
                    SINGLE.contains(c.name())
                            || c.name().equals("expression") && !e.name().equals("expressions")
                            || c.name().equals("fields") && !e.name().equals("conditions");
            if (isSingle && !seen.add(c.name())) {
                reading.error(
                        ModelError.UNKNOWN_ELEMENT,
                        c.where(),
                        "Element " + e.name() + " takes only one element " + c.name() + ".");
            }
        }
    }

    private static boolean report(
            XmlElement parent,
            XmlElement at,
            Map<String, Entry> known,
            String name,
            String what,
            ModelError code,
            Reading reading) {
        Entry entry = known.get(name);
        if (entry == null) {
            List<String> names =
                    known.keySet().stream()
                            .filter(n -> n.startsWith("@") == name.startsWith("@"))
                            .map(n -> n.startsWith("@") ? n.substring(1) : n)
                            .toList();
            String wrong = name.startsWith("@") ? name.substring(1) : name;
            reading.error(
                    code,
                    at.where(),
                    "Element "
                            + parent.name()
                            + " knows no "
                            + what
                            + "."
                            + Reading.near(wrong, names));
            return false;
        }
        switch (entry.treatment()) {
            case EFFECTIVE -> {
                return true;
            }
            case NO_EFFECT ->
                    reading.note(
                            at.where(),
                            "The "
                                    + what
                                    + " of "
                                    + parent.name()
                                    + " has no effect: "
                                    + entry.reason()
                                    + ".");
            case REFUSED ->
                    reading.error(
                            ModelError.UNSUPPORTED,
                            at.where(),
                            "The "
                                    + what
                                    + " of "
                                    + parent.name()
                                    + " is refused: "
                                    + entry.reason()
                                    + ".");
        }
        return false;
    }
}
