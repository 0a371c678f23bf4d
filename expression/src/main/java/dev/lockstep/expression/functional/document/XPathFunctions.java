package dev.lockstep.expression.functional.document;

import dev.lockstep.expression.functional.fault.FunctionalError;
import dev.lockstep.expression.functional.fault.FunctionalFault;
import dev.lockstep.expression.functional.fault.FunctionalLimits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Comparisons, unions and functions of XPath. */
final class XPathFunctions {
    private XPathFunctions() {}

    static Object union(Object a, Object b) {
        List<XmlNode> all = new ArrayList<>();
        if (a instanceof XPathContext.Nodes n) {
            all.addAll(n.list());
        }
        if (b instanceof XPathContext.Nodes n) {
            all.addAll(n.list());
        }
        return new XPathContext.Nodes(XPathSteps.ordered(all));
    }

    /** Of a node set it is enough that one node compares so. */
    static boolean compare(XPathContext c, String operator, Object a, Object b) {
        if (a instanceof Boolean && b instanceof XPathContext.Nodes) {
            return compare(c, operator, a, XPathContext.truth(b));
        }
        if (b instanceof Boolean && a instanceof XPathContext.Nodes) {
            return compare(c, operator, XPathContext.truth(a), b);
        }
        if (a instanceof XPathContext.Nodes n) {
            for (XmlNode node : n.list()) {
                if (compare(c, operator, c.text(node), b)) {
                    return true;
                }
            }
            return false;
        }
        if (b instanceof XPathContext.Nodes n) {
            for (XmlNode node : n.list()) {
                if (compare(c, operator, a, c.text(node))) {
                    return true;
                }
            }
            return false;
        }
        return compareAtoms(c, operator, a, b);
    }

    /** Compares texts, numbers and booleans. */
    private static boolean compareAtoms(XPathContext c, String operator, Object a, Object b) {
        boolean equality = operator.equals("=") || operator.equals("!=");
        if (equality && a instanceof String && b instanceof String) {
            return a.equals(b) == operator.equals("=");
        }
        if (equality && (a instanceof Boolean || b instanceof Boolean)) {
            return (XPathContext.truth(a) == XPathContext.truth(b)) == operator.equals("=");
        }
        double x = c.number(a);
        double y = c.number(b);
        return switch (operator) {
            case "=" -> x == y;
            case "!=" -> x != y;
            case "<" -> x < y;
            case "<=" -> x <= y;
            case ">" -> x > y;
            default -> x >= y;
        };
    }

    /** The call of a function, or null if it is unknown with that many arguments. */
    static @Nullable XPathExpression of(String name, List<XPathExpression> arguments) {
        return switch (arguments.size()) {
            case 0 -> none(name);
            case 1 -> one(name, arguments.get(0));
            case 2 -> two(name, arguments.get(0), arguments.get(1));
            default -> many(name, arguments);
        };
    }

    private static @Nullable XPathExpression none(String name) {
        return switch (name) {
            case "last" -> c -> (double) c.size();
            case "position" -> c -> (double) c.position();
            case "true" -> c -> Boolean.TRUE;
            case "false" -> c -> Boolean.FALSE;
            case "name" -> c -> c.node().name();
            case "local-name" -> c -> c.node().localName();
            case "string" -> c -> c.text(c.node());
            default -> null;
        };
    }

    private static @Nullable XPathExpression one(String name, XPathExpression a) {
        return switch (name) {
            case "not" -> c -> !XPathContext.truth(a.evaluate(c));
            case "boolean" -> c -> XPathContext.truth(a.evaluate(c));
            case "string" -> c -> c.text(a.evaluate(c));
            case "number" -> c -> c.number(a.evaluate(c));
            case "string-length" -> c -> (double) c.text(a.evaluate(c)).length();
            case "normalize-space" -> c -> c.text(a.evaluate(c)).strip().replaceAll("\\s+", " ");
            case "count" -> c -> (double) nodes(a.evaluate(c)).size();
            case "sum" -> c -> sum(c, nodes(a.evaluate(c)));
            case "floor" -> c -> Math.floor(c.number(a.evaluate(c)));
            case "ceiling" -> c -> Math.ceil(c.number(a.evaluate(c)));
            case "round" -> c -> Math.floor(c.number(a.evaluate(c)) + 0.5);
            case "name" -> c -> nameOf(nodes(a.evaluate(c)));
            default -> null;
        };
    }

    private static @Nullable XPathExpression two(
            String name, XPathExpression a, XPathExpression b) {
        return switch (name) {
            case "contains" -> c -> search(a, b, c) >= 0;
            case "starts-with" -> c -> c.text(a.evaluate(c)).startsWith(c.text(b.evaluate(c)));
            case "substring-before" -> c -> part(a, b, c, true);
            case "substring-after" -> c -> part(a, b, c, false);
            case "substring" -> c -> substring(a, b, null, c);
            case "concat" -> concat(List.of(a, b));
            default -> null;
        };
    }

    private static @Nullable XPathExpression many(String name, List<XPathExpression> arguments) {
        XPathExpression a = arguments.get(0);
        XPathExpression b = arguments.get(1);
        XPathExpression last = arguments.get(2);
        if (name.equals("concat")) {
            return concat(arguments);
        }
        if (arguments.size() > 3) {
            return null;
        }
        return switch (name) {
            case "substring" -> c -> substring(a, b, last, c);
            case "translate" -> c -> translate(c, text(a, c), text(b, c), text(last, c));
            default -> null;
        };
    }

    private static String text(XPathExpression e, XPathContext context) {
        return context.text(e.evaluate(context));
    }

    /** Where the text of {@code b} begins in that of {@code a}, or -1. */
    private static int search(XPathExpression a, XPathExpression b, XPathContext context) {
        String text = text(a, context);
        String part = text(b, context);
        context.work().read((long) text.length() * part.length());
        return text.indexOf(part);
    }

    private static String part(
            XPathExpression a, XPathExpression b, XPathContext context, boolean isBefore) {
        int at = search(a, b, context);
        if (at < 0) {
            return "";
        }
        String text = text(a, context);
        return isBefore ? text.substring(0, at) : text.substring(at + text(b, context).length());
    }

    /** Places count from 1; both numbers are rounded. */
    private static String substring(
            XPathExpression a,
            XPathExpression from,
            @Nullable XPathExpression count,
            XPathContext context) {
        String text = text(a, context);
        double first = Math.floor(context.number(from.evaluate(context)) + 0.5);
        double end =
                count == null
                        ? Double.POSITIVE_INFINITY
                        : first + Math.floor(context.number(count.evaluate(context)) + 0.5);
        StringBuilder out = new StringBuilder();
        for (int i = 1; i <= text.length(); i++) {
            if (i >= first && i < end) {
                out.append(text.charAt(i - 1));
            }
        }
        return out.toString();
    }

    private static String translate(XPathContext c, String text, String from, String to) {
        c.work().read((long) text.length() * from.length());
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            int at = from.indexOf(text.charAt(i));
            if (at < 0) {
                out.append(text.charAt(i));
            } else if (at < to.length()) {
                out.append(to.charAt(at));
            }
        }
        return out.toString();
    }

    private static XPathExpression concat(List<XPathExpression> parts) {
        return c -> {
            StringBuilder all = new StringBuilder();
            for (XPathExpression part : parts) {
                String text = text(part, c);
                if (all.length() + text.length() > FunctionalLimits.DOCUMENT_TEXT.defaultValue()) {
                    throw new FunctionalFault(FunctionalError.DOCUMENT_TOO_LARGE);
                }
                all.append(text);
            }
            c.work().read(all.length());
            return all.toString();
        };
    }

    private static List<XmlNode> nodes(Object value) {
        return value instanceof XPathContext.Nodes n ? XPathSteps.ordered(n.list()) : List.of();
    }

    private static Double sum(XPathContext c, List<XmlNode> nodes) {
        double total = 0;
        for (XmlNode node : nodes) {
            total += c.number(c.text(node));
        }
        return total;
    }

    private static String nameOf(List<XmlNode> nodes) {
        return nodes.isEmpty() ? "" : nodes.get(0).name();
    }
}
