package dev.lockstep.expression.functional.document;

import dev.lockstep.expression.functional.fault.FunctionalError;
import dev.lockstep.expression.functional.fault.FunctionalFault;
import dev.lockstep.expression.functional.fault.FunctionalLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads XPath texts by recursive descent; the nesting of brackets and parentheses is bounded. */
final class XPathParser {
    private final String text;
    private int at;
    private int depth;

    /** Operators, predicates and functions, which evaluation calls within each other. */
    private int parts;

    XPathParser(String text) {
        this.text = text;
    }

    XPathExpression parse() {
        XPathExpression whole = or();
        skip();
        if (at < text.length()) {
            throw bad("unexpected '" + text.charAt(at) + "'");
        }
        return whole;
    }

    private FunctionalFault bad(String detail) {
        return new FunctionalFault(
                FunctionalError.BAD_PATTERN,
                "the XPath '" + text + "' is wrong at character " + (at + 1) + ": " + detail);
    }

    private void skip() {
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
    }

    private boolean accept(String token) {
        skip();
        if (!text.startsWith(token, at)) {
            return false;
        }
        at += token.length();
        return true;
    }

    /** A word operator needs an end behind it. */
    private boolean acceptWord(String word) {
        skip();
        int end = at + word.length();
        if (!text.startsWith(word, at) || end < text.length() && isNamePart(text.charAt(end))) {
            return false;
        }
        at = end;
        return true;
    }

    private XPathExpression or() {
        if (++depth > FunctionalLimits.XPATH_DEPTH.defaultValue()) {
            throw bad("nested too deeply");
        }
        XPathExpression left = and();
        while (acceptWord("or")) {
            XPathExpression a = left;
            XPathExpression b = and();
            left = c -> XPathContext.truth(a.evaluate(c)) || XPathContext.truth(b.evaluate(c));
        }
        depth--;
        return left;
    }

    private XPathExpression and() {
        XPathExpression left = comparison();
        while (acceptWord("and")) {
            XPathExpression a = left;
            XPathExpression b = comparison();
            left = c -> XPathContext.truth(a.evaluate(c)) && XPathContext.truth(b.evaluate(c));
        }
        return left;
    }

    private XPathExpression comparison() {
        XPathExpression left = additive();
        for (String operator : List.of("!=", "<=", ">=", "=", "<", ">")) {
            if (accept(operator)) {
                XPathExpression right = additive();
                return c ->
                        XPathFunctions.compare(c, operator, left.evaluate(c), right.evaluate(c));
            }
        }
        return left;
    }

    private XPathExpression additive() {
        XPathExpression left = multiplicative();
        while (true) {
            boolean plus = accept("+");
            if (!plus && !accept("-")) {
                return left;
            }
            XPathExpression a = left;
            XPathExpression b = multiplicative();
            int sign = plus ? 1 : -1;
            left = c -> c.number(a.evaluate(c)) + sign * c.number(b.evaluate(c));
        }
    }

    private XPathExpression multiplicative() {
        XPathExpression left = unary();
        while (true) {
            XPathExpression a = left;
            if (accept("*")) {
                XPathExpression b = unary();
                left = c -> number(a, c) * number(b, c);
            } else if (acceptWord("div")) {
                XPathExpression b = unary();
                left = c -> number(a, c) / number(b, c);
            } else if (acceptWord("mod")) {
                XPathExpression b = unary();
                left = c -> number(a, c) % number(b, c);
            } else {
                return left;
            }
        }
    }

    private static double number(XPathExpression e, XPathContext context) {
        return context.number(e.evaluate(context));
    }

    private XPathExpression unary() {
        boolean isNegative = false;
        boolean isSigned = false;
        while (accept("-")) {
            isNegative = !isNegative;
            isSigned = true;
        }
        XPathExpression operand = union();
        if (!isSigned) {
            return operand;
        }
        int sign = isNegative ? -1 : 1;
        return c -> sign * number(operand, c);
    }

    private XPathExpression union() {
        XPathExpression left = operand();
        while (accept("|")) {
            XPathExpression a = left;
            XPathExpression b = operand();
            left = c -> XPathFunctions.union(a.evaluate(c), b.evaluate(c));
        }
        return left;
    }

    private XPathExpression operand() {
        if (++parts > FunctionalLimits.XPATH_PARTS.defaultValue()) {
            throw bad("it has too many parts");
        }
        skip();
        char c = at < text.length() ? text.charAt(at) : '\0';
        if (c == '\'' || c == '"') {
            return literal(c);
        }
        if (c >= '0' && c <= '9') {
            return number();
        }
        if (accept("(")) {
            XPathExpression inner = or();
            close();
            return behind(inner);
        }
        int before = at;
        if (isNameStart(c) && !isAxis()) {
            String name = name();
            if (accept("(") && !name.equals("text") && !name.equals("node")) {
                return behind(function(name));
            }
            at = before;
        }
        return path();
    }

    private XPathExpression literal(char quote) {
        int end = text.indexOf(quote, at + 1);
        if (end < 0) {
            throw bad("the text is not closed");
        }
        String literal = text.substring(at + 1, end);
        at = end + 1;
        return c -> literal;
    }

    private void close() {
        if (!accept(")")) {
            throw bad("a closing parenthesis is missing");
        }
    }

    private boolean isAxis() {
        int end = at;
        while (end < text.length() && (isNamePart(text.charAt(end)) && text.charAt(end) != ':')) {
            end++;
        }
        return text.startsWith("::", end);
    }

    /** Predicates and steps behind a parenthesis or a function. */
    private XPathExpression behind(XPathExpression start) {
        List<XPathExpression> predicates = predicates();
        XPathExpression filtered = start;
        for (XPathExpression p : predicates) {
            XPathExpression from = filtered;
            filtered =
                    c ->
                            from.evaluate(c) instanceof XPathContext.Nodes n
                                    ? new XPathContext.Nodes(
                                            XPathSteps.filter(
                                                    XPathSteps.ordered(n.list()), p, c.work()))
                                    : new XPathContext.Nodes(List.of());
        }
        skip();
        if (!text.startsWith("/", at)) {
            return filtered;
        }
        List<XPathSteps.Step> steps = new ArrayList<>();
        separator(steps);
        relative(steps);
        return new XPathSteps(filtered, false, steps);
    }

    private XPathExpression number() {
        int from = at;
        while (at < text.length()
                && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        double value = XPathContext.parse(text.substring(from, at));
        if (Double.isNaN(value)) {
            throw bad("not a number");
        }
        return c -> value;
    }

    private XPathExpression function(String name) {
        List<XPathExpression> arguments = new ArrayList<>();
        if (!accept(")")) {
            do {
                arguments.add(or());
            } while (accept(","));
            close();
        }
        XPathExpression call = XPathFunctions.of(name, arguments);
        if (call == null) {
            throw bad(
                    "the function " + name + " with " + arguments.size() + " arguments is unknown");
        }
        return call;
    }

    private XPathExpression path() {
        List<XPathSteps.Step> steps = new ArrayList<>();
        skip();
        boolean absolute = text.startsWith("/", at);
        if (absolute) {
            if (!text.startsWith("//", at)) {
                at++;
                skip();
                if (at == text.length() || !beginsStep(text.charAt(at))) {
                    return new XPathSteps(null, true, steps);
                }
            } else {
                separator(steps);
            }
        }
        relative(steps);
        return new XPathSteps(null, absolute, steps);
    }

    private void relative(List<XPathSteps.Step> steps) {
        steps.add(step());
        skip();
        while (text.startsWith("/", at)) {
            separator(steps);
            steps.add(step());
            skip();
            if (steps.size() > FunctionalLimits.XPATH_STEPS.defaultValue()) {
                throw bad("too many steps");
            }
        }
    }

    private void separator(List<XPathSteps.Step> steps) {
        if (accept("//")) {
            steps.add(
                    new XPathSteps.Step(
                            XPathSteps.Axis.DESCENDANT, XPathSteps.Test.NODE, "", List.of()));
        } else {
            accept("/");
        }
    }

    private XPathSteps.Step step() {
        skip();
        if (accept("..")) {
            return new XPathSteps.Step(
                    XPathSteps.Axis.PARENT, XPathSteps.Test.NODE, "", predicates());
        }
        if (accept(".")) {
            return new XPathSteps.Step(
                    XPathSteps.Axis.SELF, XPathSteps.Test.NODE, "", predicates());
        }
        XPathSteps.Axis axis = accept("@") ? XPathSteps.Axis.ATTRIBUTE : axis();
        if (accept("*")) {
            return new XPathSteps.Step(axis, XPathSteps.Test.ANY_ELEMENT, "", predicates());
        }
        skip();
        if (at >= text.length() || !isNameStart(text.charAt(at))) {
            throw bad("a step is missing");
        }
        String name = name();
        if (accept("(")) {
            boolean isText = name.equals("text");
            if (!isText && !name.equals("node") || !accept(")")) {
                throw bad("a node test is missing");
            }
            XPathSteps.Test test = isText ? XPathSteps.Test.TEXT : XPathSteps.Test.NODE;
            return new XPathSteps.Step(axis, test, "", predicates());
        }
        return new XPathSteps.Step(axis, XPathSteps.Test.NAME, name, predicates());
    }

    /** Reads the name of an axis and its colons, if there is one. */
    private XPathSteps.Axis axis() {
        for (XPathSteps.Axis axis : XPathSteps.Axis.values()) {
            String name =
                    axis == XPathSteps.Axis.DESCENDANT
                            ? "descendant-or-self"
                            : axis.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (accept(name + "::")) {
                return axis;
            }
        }
        return XPathSteps.Axis.CHILD;
    }

    private List<XPathExpression> predicates() {
        List<XPathExpression> all = new ArrayList<>();
        while (accept("[")) {
            all.add(or());
            if (!accept("]")) {
                throw bad("a closing bracket is missing");
            }
        }
        return all;
    }

    private static boolean beginsStep(char c) {
        return isNameStart(c) || c == '@' || c == '.' || c == '*';
    }

    private static boolean isNameStart(char c) {
        return Character.isLetter(c) || c == '_';
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.' || c == ':';
    }

    private String name() {
        int from = at;
        while (at < text.length() && isNamePart(text.charAt(at))) {
            at++;
        }
        String name = text.substring(from, at);
        if (name.contains("::")) {
            throw bad("the axis of " + name + " is unknown");
        }
        return name;
    }
}
