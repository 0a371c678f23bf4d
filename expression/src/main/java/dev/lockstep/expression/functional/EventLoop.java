package dev.lockstep.expression.functional;

import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.Problem;
import dev.lockstep.expression.functional.document.JsonNode;
import dev.lockstep.expression.functional.document.JsonPath;
import dev.lockstep.expression.functional.document.XPath;
import dev.lockstep.expression.functional.document.XmlNode;
import dev.lockstep.expression.functional.fault.FunctionalError;
import dev.lockstep.expression.functional.fault.FunctionalFault;
import dev.lockstep.expression.functional.fault.FunctionalLimits;
import dev.lockstep.expression.functional.pattern.Regex;
import dev.lockstep.expression.functional.pattern.RegexScan;
import dev.lockstep.expression.functional.runtime.Convert;
import dev.lockstep.expression.functional.runtime.FunctionalScope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event loop: selects items of a document or text and evaluates a function context for each. The
 * first turn starts from the values that the base context left, the others from what the turn
 * before them left (known: a published picture shows keys that grow from turn to turn); another
 * loop sees nothing of it (assumed). The item is {@code #_context} and, if the loop names it,
 * {@code $data}.
 */
public final class EventLoop {
    private static final String CONTEXT = "_context";

    /**
     * What a model says about a loop, besides its function context.
     *
     * @param type {@code xml}, {@code json} or {@code regex}
     * @param data the name of the item, or null
     * @param use an expression that gives the document or text
     * @param selector the XPath, the JSON path or the regular expression
     * @param group for a regular expression, the group that is the item; 0 for the whole match
     */
    public record Definition(
            String type,
            String name,
            @Nullable String data,
            FunctionContext.Definition use,
            FunctionContext.Definition selector,
            int group) {}

    /** Called after each turn, with the turn's results in the scope. */
    public interface Turn {
        void done(FunctionContext context);
    }

    /** The items in the value of {@code use}, which is not null. */
    private interface Selector {
        List<?> items(Object value);
    }

    private final String label;
    private final FunctionalExpression use;
    private final Selector selector;
    private final int contextSlot;
    private final int dataSlot;
    private final FunctionContext context;

    private EventLoop(
            String label,
            FunctionalExpression use,
            Selector selector,
            int contextSlot,
            int dataSlot,
            FunctionContext context) {
        this.label = label;
        this.use = use;
        this.selector = selector;
        this.contextSlot = contextSlot;
        this.dataSlot = dataSlot;
        this.context = context;
    }

    /** Compiles the context of a loop's turns over the names it may use. */
    public interface ContextCompiler {
        FunctionContext compile(FunctionalNames names);
    }

    /**
     * Compiles a loop.
     *
     * @param names the names of the base context, which are not changed
     * @param turns compiles the loop's function context over those names and the item's
     */
    public static EventLoop compile(
            Definition loop, FunctionalNames names, ContextCompiler turns, List<Problem> problems) {
        FunctionContext.Definition source = loop.use();
        FunctionalExpression use =
                FunctionalCompiler.compile(source.text(), names, problems, source.where());
        FunctionalNames inside = names.nested();
        int contextSlot = inside.defineProperty(CONTEXT);
        String data = loop.data();
        int dataSlot = data == null || data.isEmpty() ? -1 : inside.defineField(data);
        return new EventLoop(
                "event loop " + loop.name(),
                use,
                selector(loop, problems),
                contextSlot,
                dataSlot,
                turns.compile(inside));
    }

    private static Selector selector(Definition loop, List<Problem> problems) {
        String text = loop.selector().text().strip();
        Location where = loop.selector().where();
        try {
            switch (loop.type()) {
                case "xml" -> {
                    XPath path = XPath.parse(text);
                    return value -> xml(path, value);
                }
                case "json" -> {
                    JsonPath path = JsonPath.parse(text);
                    return value -> json(path, value);
                }
                case "regex" -> {
                    Regex regex = Regex.parse(text);
                    if (loop.group() < 0 || loop.group() > regex.groups()) {
                        throw new FunctionalFault(
                                FunctionalError.BAD_PATTERN,
                                "the regular expression has no group " + loop.group());
                    }
                    return value -> matches(regex, loop.group(), value);
                }
                default ->
                        throw new FunctionalFault(
                                FunctionalError.UNKNOWN_KIND,
                                "there is no event-loop-" + loop.type());
            }
        } catch (FunctionalFault fault) {
            problems.add(
                    Problem.error(
                            fault.error(),
                            where,
                            "Event loop " + loop.name() + ": " + fault.getMessage() + "."));
            return value -> List.of();
        }
    }

    private static List<?> xml(XPath path, Object value) {
        XmlNode document = Convert.toXml(value);
        List<XmlNode> nodes = document == null ? null : path.nodes(document);
        return nodes == null ? List.of() : nodes;
    }

    private static List<?> json(JsonPath path, Object value) {
        JsonNode document = Convert.toJson(value);
        if (document == null) {
            return List.of();
        }
        List<@Nullable Object> items = new ArrayList<>();
        path.items(document).forEach(node -> items.add(node.value()));
        return items;
    }

    private static List<?> matches(Regex regex, int group, Object value) {
        List<@Nullable Object> items = new ArrayList<>();
        RegexScan scan = regex.scan(String.valueOf(Convert.toText(value)));
        while (scan.find()) {
            items.add(scan.group(group));
            if (items.size() > FunctionalLimits.LOOP_ITEMS.defaultValue()) {
                break;
            }
        }
        return items;
    }

    /**
     * Makes one turn for each item. The scope holds what the base context left, before and after.
     *
     * @return how many turns there were; 0 and a report if the items could not be found or are too
     *     many
     */
    public int run(FunctionalScope scope, Turn turn) {
        scope.at(label);
        Object value = use.evaluate(scope);
        if (value == null) {
            return 0;
        }
        List<?> items;
        try {
            items = selector.items(value);
            if (items.size() > FunctionalLimits.LOOP_ITEMS.defaultValue()) {
                throw new FunctionalFault(FunctionalError.TOO_MANY_ITEMS);
            }
        } catch (FunctionalFault fault) {
            scope.report(fault.error());
            return 0;
        }
        scope.keep();
        for (int i = 0; i < items.size(); i++) {
            scope.value(contextSlot, items.get(i));
            if (dataSlot >= 0) {
                scope.value(dataSlot, items.get(i));
            }
            context.evaluate(scope);
            turn.done(context);
            scope.nextRow();
        }
        scope.restore();
        return items.size();
    }

    /** The context of the turns. */
    public FunctionContext context() {
        return context;
    }
}
