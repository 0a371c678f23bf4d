package dev.lockstep.testkit.reference;

import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.model.project.Located;
import dev.lockstep.model.project.WindowKind;
import dev.lockstep.testkit.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Node;

/**
 * A functional window. What is not a delete is evaluated: the base row leaves unless {@code
 * generate} says no, then a row for each turn of each loop. A delete, and an update that gives the
 * base row another key, takes the base row away if its key is copied from the input.
 */
final class FunctionalWindow extends ReferenceWindow {
    private final WindowContext context;
    private final WindowKind.Functional kind;
    private final Schema schema;
    private final Table table = new Table();
    private final ChangeLog log;
    private final List<InputRows> inputs = new ArrayList<>();
    private final FunctionalValues values = new FunctionalValues(this::fault);
    private final String allTexts;
    private long arrived;
    private List<Change> out = new ArrayList<>();

    FunctionalWindow(WindowContext context, WindowKind.Functional kind) {
        this.context = context;
        this.kind = kind;
        this.schema = context.spec().schema();
        this.log = new ChangeLog(context.isTracking());
        for (int i = 0; i < context.inputs().size(); i++) {
            inputs.add(new InputRows(context, i));
        }
        this.allTexts = texts();
    }

    @Override
    List<Change> apply(Cause cause) {
        out = new ArrayList<>();
        for (Cause.Arrival a : cause.arrivals()) {
            Change c = a.change();
            if (!context.isStateless()) {
                c = inputs.get(a.input()).resolve(c, cause.micros());
                if (c == null) {
                    bad();
                    continue;
                }
                if (c.opcode() == Opcode.SAFE_DELETE) {
                    continue;
                }
            }
            take(a.input(), c, cause.micros());
        }
        out.addAll(log.drain());
        return out;
    }

    private static boolean isRemoval(byte opcode) {
        return opcode == Opcode.DELETE || opcode == Opcode.SAFE_DELETE;
    }

    private void take(int input, Change c, long micros) {
        if (isRemoval(c.opcode())) {
            removeBase(input, c, c.row(), micros);
            return;
        }
        List<@Nullable Object> old = c.old();
        if (!context.isStateless() && old != null && isKeyCopied(input)) {
            List<@Nullable Object> was = Rows.key(schema, copied(input, old));
            if (!was.equals(Rows.key(schema, copied(input, c.row())))) {
                removeBase(input, c, old, micros);
            }
        }
        arrived++;
        NaiveFunctions base =
                new NaiveFunctions(values, context.inputs().get(input).name(), arrived);
        Schema from = context.inputs().get(input).schema();
        for (int f = 0; f < from.size(); f++) {
            base.field(from.field(f).name(), c.row().get(f));
        }
        define(kind.context(), base);
        Located generate = kind.generate();
        if (generate == null || base.isTrue(generate.text())) {
            byte flags = context.isStateless() ? c.flags() : retention(c);
            boolean isUncertain = c.opcode() == Opcode.UPDATE && !context.isStateless();
            byte opcode = isUncertain ? Opcode.UPSERT : c.opcode();
            make(new Made(base, List.of(kind.context()), input, c), opcode, flags, micros);
        }
        base.nextRow();
        for (WindowKind.EventLoop loop : kind.loops()) {
            turns(loop, base, input, c, micros);
        }
    }

    private static byte retention(Change c) {
        return c.isRetention() ? EventFlags.RETENTION : EventFlags.NORMAL;
    }

    /** A row to be made: what its functions see, whose functions count, and what it comes from. */
    private record Made(
            NaiveFunctions names,
            List<WindowKind.FunctionContext> contexts,
            int input,
            Change change) {}

    private void define(WindowKind.FunctionContext c, NaiveFunctions names) {
        for (WindowKind.ContextProperty p : c.properties()) {
            if (p.type().equals("expression")) {
                names.property(p.name(), Pattern.compile(p.expression().text().strip()));
            }
        }
        for (WindowKind.ContextProperty p : c.properties()) {
            // a property that nothing refers to is not looked at, whatever is wrong with it
            boolean isRead = allTexts.matches("(?s).*#" + p.name() + "\\b.*");
            if (!p.type().equals("expression") && isRead) {
                Object text = names.evaluate(p.expression().text());
                names.property(p.name(), values.property(p.type(), p.attributes(), text));
            }
        }
        for (WindowKind.Function f : c.functions()) {
            names.field(f.name(), names.evaluate(f.expression().text()));
        }
    }

    private void turns(
            WindowKind.EventLoop loop, NaiveFunctions base, int input, Change c, long micros) {
        NaiveFunctions names = base.inLoop();
        for (Object item : items(loop, base)) {
            names.property("_context", item);
            if (loop.data() != null) {
                names.field(loop.data(), item);
            }
            define(loop.context(), names);
            byte opcode = c.opcode() == Opcode.UPDATE ? Opcode.UPSERT : c.opcode();
            List<WindowKind.FunctionContext> contexts = List.of(loop.context(), kind.context());
            make(new Made(names, contexts, input, c), opcode, retention(c), micros);
            names.nextRow();
        }
    }

    private List<?> items(WindowKind.EventLoop loop, NaiveFunctions base) {
        Object used = base.evaluate(loop.use().text());
        String selector = loop.selector().text().strip();
        if (used == null) {
            return List.of();
        }
        switch (loop.type()) {
            case "json" -> {
                NaiveJson.Value document = values.json(used);
                NaiveJson.Value found =
                        document == null ? null : NaiveJson.follow(document, selector);
                List<@Nullable Object> items = new ArrayList<>();
                if (found instanceof NaiveJson.Items list) {
                    list.all().forEach(node -> items.add(NaiveJson.value(node)));
                } else if (found != null) {
                    items.add(NaiveJson.value(found));
                }
                return items;
            }
            case "xml" -> {
                Object document = values.xml(used);
                return document == null ? List.of() : NaiveXml.nodes((Node) document, selector);
            }
            default -> {
                List<@Nullable Object> items = new ArrayList<>();
                Matcher m = Pattern.compile(selector).matcher(FunctionalValues.orEmpty(used));
                while (m.find()) {
                    items.add(m.group(loop.group()));
                }
                return items;
            }
        }
    }

    private void make(Made m, byte usual, byte flags, long micros) {
        byte opcode = usual;
        Located given = kind.opcode();
        if (given != null) {
            String text = FunctionalValues.text(m.names().evaluate(given.text()));
            if (text != null && !text.isBlank()) {
                opcode = opcode(text);
                if (opcode == 0) {
                    bad();
                    return;
                }
            }
        }
        if (kind.isProducesOnlyInserts()) {
            if (isRemoval(opcode)) {
                return;
            }
            opcode = Opcode.INSERT;
        }
        store(new Change(opcode, flags, row(m), null), micros);
    }

    private static byte opcode(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "insert", "i" -> Opcode.INSERT;
            case "update", "u" -> Opcode.UPDATE;
            case "upsert", "p" -> Opcode.UPSERT;
            case "delete", "d" -> Opcode.DELETE;
            case "safedelete", "s", "sd" -> Opcode.SAFE_DELETE;
            default -> 0;
        };
    }

    private List<@Nullable Object> row(Made m) {
        List<@Nullable Object> copied = copied(m.input(), m.change().row());
        List<@Nullable Object> row = new ArrayList<>();
        for (int f = 0; f < schema.size(); f++) {
            Field field = schema.field(f);
            boolean isFunction =
                    m.contexts().stream()
                            .flatMap(c -> c.functions().stream())
                            .anyMatch(x -> x.name().equals(field.name()));
            row.add(
                    isFunction
                            ? values.field(m.names().field(field.name()), field.type())
                            : copied.get(f));
        }
        return row;
    }

    private boolean isBaseFunction(String field) {
        return kind.context().functions().stream().anyMatch(x -> x.name().equals(field));
    }

    /** What the base row takes from the input as it is; missing where a function makes it. */
    private List<@Nullable Object> copiedByBase(int input, List<@Nullable Object> from) {
        List<@Nullable Object> row = copied(input, from);
        for (int f = 0; f < schema.size(); f++) {
            if (isBaseFunction(schema.field(f).name())) {
                row.set(f, null);
            }
        }
        return row;
    }

    private List<@Nullable Object> copied(int input, List<@Nullable Object> from) {
        List<@Nullable Object> row = new ArrayList<>();
        for (Field field : schema.fields()) {
            int at = context.inputs().get(input).schema().ordinal(field.name());
            row.add(at < 0 ? null : values.field(from.get(at), field.type()));
        }
        return row;
    }

    private boolean isKeyCopied(int input) {
        for (int k = 0; k < schema.keyCount(); k++) {
            String name = schema.field(schema.key(k)).name();
            if (isBaseFunction(name) || context.inputs().get(input).schema().ordinal(name) < 0) {
                return false;
            }
        }
        return true;
    }

    private void removeBase(int input, Change c, List<@Nullable Object> from, long micros) {
        if (kind.isProducesOnlyInserts() || !isKeyCopied(input)) {
            return;
        }
        List<@Nullable Object> row = copiedByBase(input, from);
        if (context.isStateless()) {
            store(new Change(c.opcode(), c.flags(), row, null), micros);
        } else if (!Rows.key(schema, row).contains(null)) {
            store(new Change(Opcode.SAFE_DELETE, retention(c), row, null), micros);
        }
    }

    private void store(Change c, long micros) {
        List<@Nullable Object> key = Rows.key(schema, c.row());
        if (key.contains(null)) {
            bad();
            return;
        }
        if (context.isStateless()) {
            out.add(c);
            return;
        }
        List<@Nullable Object> before = table.row(key);
        Resolution r = Resolution.of(c, before);
        if (r.verdict() == Resolution.Verdict.BAD) {
            bad();
        } else if (r.verdict() == Resolution.Verdict.APPLY) {
            table.put(key, r.after(), micros);
            log.add(key, before, r.after(), c.isRetention());
        }
    }

    /** Everything that may refer to a property. */
    private String texts() {
        StringBuilder all = new StringBuilder();
        Located opcode = kind.opcode();
        Located generate = kind.generate();
        all.append(opcode == null ? "" : opcode.text()).append('\n');
        all.append(generate == null ? "" : generate.text()).append('\n');
        append(kind.context(), all);
        for (WindowKind.EventLoop loop : kind.loops()) {
            all.append(loop.use().text()).append('\n');
            append(loop.context(), all);
        }
        return all.toString();
    }

    private static void append(WindowKind.FunctionContext c, StringBuilder all) {
        c.properties().forEach(p -> all.append(p.expression().text()).append('\n'));
        c.functions().forEach(f -> all.append(f.expression().text()).append('\n'));
    }

    @Override
    List<List<@Nullable Object>> rows() {
        return table.rows();
    }
}
