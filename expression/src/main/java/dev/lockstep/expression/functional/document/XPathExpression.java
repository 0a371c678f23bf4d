package dev.lockstep.expression.functional.document;

/** A parsed part of an XPath. Gives Nodes, String, Double or Boolean. */
@FunctionalInterface
interface XPathExpression {
    Object evaluate(XPathContext context);
}
