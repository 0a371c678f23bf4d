package dev.lockstep.expression.functional.document;

import dev.lockstep.expression.functional.fault.FunctionalFault;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * XPath 1.0 without variables, the axes {@code following}, {@code preceding}, {@code namespace} and
 * {@code descendant} without itself, and the functions {@code id}, {@code lang} and {@code
 * namespace-uri}. A name without a prefix also matches elements with one (assumed: models carry no
 * prefix bindings).
 */
public final class XPath {
    private final XPathExpression expression;

    private XPath(XPathExpression expression) {
        this.expression = expression;
    }

    /**
     * @throws FunctionalFault with {@code BAD_PATTERN} and what is wrong
     */
    public static XPath parse(String text) {
        return new XPath(new XPathParser(text).parse());
    }

    /** The nodes that a path leads to, in document order, or null if the expression is no path. */
    public @Nullable List<XmlNode> nodes(XmlNode context) {
        Object value =
                expression.evaluate(new XPathContext(context, 1, 1, new XPathContext.Work()));
        return value instanceof XPathContext.Nodes found ? XPathSteps.ordered(found.list()) : null;
    }

    /**
     * Nodes as {@link #nodes} gives them, or what the expression computes: a text, a number or a
     * boolean.
     */
    public Object value(XmlNode context) {
        Object value =
                expression.evaluate(new XPathContext(context, 1, 1, new XPathContext.Work()));
        return value instanceof XPathContext.Nodes found ? XPathSteps.ordered(found.list()) : value;
    }
}
