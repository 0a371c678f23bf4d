package dev.lockstep.testkit.model;

import dev.lockstep.model.project.Located;
import dev.lockstep.model.project.WindowKind.ContextProperty;
import dev.lockstep.model.project.WindowKind.EventLoop;
import dev.lockstep.model.project.WindowKind.Function;
import dev.lockstep.model.project.WindowKind.FunctionContext;
import dev.lockstep.model.project.WindowKind.Functional;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The elements within a functional window. */
final class FunctionalXml {
    private final List<String> lines = new ArrayList<>();

    private FunctionalXml() {}

    /** The lines behind the schema. */
    static List<String> write(Functional kind) {
        FunctionalXml x = new FunctionalXml();
        x.context(kind.context());
        x.optional("opcode", kind.opcode());
        x.optional("generate", kind.generate());
        if (!kind.loops().isEmpty()) {
            x.lines.add("<event-loops>");
            kind.loops().forEach(x::loop);
            x.lines.add("</event-loops>");
        }
        return x.lines;
    }

    private void optional(String element, @Nullable Located text) {
        if (text != null) {
            element(element, Map.of(), text.text());
        }
    }

    private void element(String name, Map<String, String> attributes, String text) {
        StringBuilder head = new StringBuilder("<").append(name);
        new TreeMap<>(attributes)
                .forEach(
                        (n, v) ->
                                head.append(' ')
                                        .append(n)
                                        .append("=\"")
                                        .append(ModelXml.escape(v))
                                        .append('"'));
        lines.add(head.append('>') + ModelXml.escape(text) + "</" + name + ">");
    }

    private void context(FunctionContext c) {
        if (c.properties().isEmpty() && c.functions().isEmpty()) {
            return;
        }
        lines.add("<function-context>");
        list("expressions", c.properties().stream().filter(FunctionalXml::isRegex).toList());
        list("properties", c.properties().stream().filter(p -> !isRegex(p)).toList());
        if (!c.functions().isEmpty()) {
            lines.add("<functions>");
            for (Function f : c.functions()) {
                element("function", Map.of("name", f.name()), f.expression().text());
            }
            lines.add("</functions>");
        }
        lines.add("</function-context>");
    }

    private static boolean isRegex(ContextProperty p) {
        return p.type().equals("expression");
    }

    private void list(String element, List<ContextProperty> all) {
        if (all.isEmpty()) {
            return;
        }
        lines.add("<" + element + ">");
        for (ContextProperty p : all) {
            Map<String, String> attributes = new TreeMap<>(p.attributes());
            attributes.put("name", p.name());
            String name = isRegex(p) ? "expression" : "property-" + p.type();
            element(name, attributes, p.expression().text());
        }
        lines.add("</" + element + ">");
    }

    private void loop(EventLoop loop) {
        String data = loop.data() == null ? "" : " data=\"" + loop.data() + "\"";
        String type = loop.type();
        lines.add("<event-loop-" + type + " name=\"" + loop.name() + "\"" + data + ">");
        element(type.equals("regex") ? "use-text" : "use-" + type, Map.of(), loop.use().text());
        element(
                type.equals("xml") ? "xpath" : type,
                loop.group() == 0 ? Map.of() : Map.of("group", Integer.toString(loop.group())),
                loop.selector().text());
        context(loop.context());
        lines.add("</event-loop-" + type + ">");
    }
}
