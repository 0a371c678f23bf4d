package dev.lockstep.model.reading;

import dev.lockstep.model.ModelError;
import dev.lockstep.model.project.Located;
import dev.lockstep.model.project.WindowKind.ContextProperty;
import dev.lockstep.model.project.WindowKind.EventLoop;
import dev.lockstep.model.project.WindowKind.Function;
import dev.lockstep.model.project.WindowKind.FunctionContext;
import dev.lockstep.model.project.WindowKind.Functional;
import dev.lockstep.model.xml.XmlElement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads functional windows: function contexts and event loops. */
final class FunctionalReader {
    private final Reading reading;

    FunctionalReader(Reading reading) {
        this.reading = reading;
    }

    Functional read(XmlElement e) {
        List<EventLoop> loops = new ArrayList<>();
        XmlElement list = e.child("event-loops");
        if (list != null) {
            for (XmlElement l : list.children()) {
                EventLoop loop = loop(l);
                if (loop != null) {
                    loops.add(loop);
                }
            }
        }
        return new Functional(
                context(e.child("function-context")),
                optional(e.child("opcode")),
                optional(e.child("generate")),
                loops,
                reading.isTrue(e, "produces-only-inserts"));
    }

    private @Nullable Located optional(@Nullable XmlElement e) {
        return e == null ? null : reading.text(e);
    }

    private FunctionContext context(@Nullable XmlElement e) {
        List<ContextProperty> properties = new ArrayList<>();
        List<Function> functions = new ArrayList<>();
        XmlElement expressionList = e == null ? null : e.child("expressions");
        if (expressionList != null) {
            for (XmlElement x : expressionList.children("expression")) {
                properties.add(
                        new ContextProperty(
                                "expression",
                                reading.required(x, "name", ""),
                                x.attributes(),
                                reading.text(x)));
            }
        }
        XmlElement propertyList = e == null ? null : e.child("properties");
        if (propertyList != null) {
            for (XmlElement p : propertyList.children()) {
                if (p.name().startsWith("property-")) {
                    properties.add(
                            new ContextProperty(
                                    p.name().substring("property-".length()),
                                    reading.required(p, "name", ""),
                                    p.attributes(),
                                    reading.text(p)));
                }
            }
        }
        XmlElement functionList = e == null ? null : e.child("functions");
        if (functionList != null) {
            for (XmlElement f : functionList.children("function")) {
                functions.add(new Function(reading.required(f, "name", ""), reading.text(f)));
            }
        }
        return new FunctionContext(properties, functions);
    }

    private @Nullable EventLoop loop(XmlElement l) {
        String type =
                l.name().startsWith("event-loop-")
                        ? l.name().substring("event-loop-".length())
                        : "";
        XmlElement use = l.child(type.equals("regex") ? "use-text" : "use-" + type);
        XmlElement selector = l.child(type.equals("xml") ? "xpath" : type);
        if (use == null || selector == null) {
            reading.error(
                    ModelError.MISSING_ELEMENT,
                    l.where(),
                    "Event loop " + l.name() + " needs what it works on and what it selects.");
            return null;
        }
        String group = reading.attribute(selector, "group");
        return new EventLoop(
                type,
                reading.required(l, "name", ""),
                reading.attribute(l, "data"),
                reading.text(use),
                reading.text(selector),
                group == null || group.isEmpty()
                        ? 0
                        : reading.number(group, 0, 1_000, selector.where()),
                context(l.child("function-context")),
                l.where());
    }
}
