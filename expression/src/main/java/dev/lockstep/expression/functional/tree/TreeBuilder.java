package dev.lockstep.expression.functional.tree;

import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.Problem;
import dev.lockstep.expression.functional.fault.FunctionalError;
import dev.lockstep.expression.functional.fault.FunctionalFault;
import dev.lockstep.expression.functional.functions.ArgumentKind;
import dev.lockstep.expression.functional.functions.Function;
import dev.lockstep.expression.functional.functions.FunctionCatalogue;
import dev.lockstep.expression.functional.functions.FunctionSignature;
import dev.lockstep.expression.functional.grammar.FunctionalParser.CallContext;
import dev.lockstep.expression.functional.grammar.FunctionalParser.ExpressionContext;
import dev.lockstep.expression.functional.grammar.FunctionalParser.FieldContext;
import dev.lockstep.expression.functional.grammar.FunctionalParser.NumberContext;
import dev.lockstep.expression.functional.grammar.FunctionalParser.PropertyContext;
import dev.lockstep.expression.functional.grammar.FunctionalParser.QuotedContext;
import dev.lockstep.expression.functional.runtime.Convert;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;

/** From a parse tree to nodes; adds a problem for each name or argument that is wrong. */
public final class TreeBuilder {
    private static final Node NOTHING = new Node.Constant(null);

    private final NameResolver names;
    private final Location where;
    private final List<Problem> problems;

    private TreeBuilder(NameResolver names, Location where, List<Problem> problems) {
        this.names = names;
        this.where = where;
        this.problems = problems;
    }

    /** The expression that a text spells; gives null always if problems were added. */
    public static Node build(
            String text, NameResolver names, List<Problem> problems, Location where) {
        int before = problems.size();
        ExpressionContext tree = Syntax.parse(text, problems, where);
        if (tree == null) {
            return NOTHING;
        }
        Node node = new TreeBuilder(names, where, problems).node(tree);
        return problems.size() > before ? NOTHING : node;
    }

    private Node node(ExpressionContext e) {
        if (e instanceof CallContext call) {
            return call(call);
        }
        String text = e.getText();
        if (e instanceof FieldContext) {
            int slot = names.field(text.substring(1));
            return slot < 0 ? unknown(e, FunctionalError.UNKNOWN_FIELD) : new Node.Slot(slot);
        }
        if (e instanceof PropertyContext) {
            int slot = names.property(text.substring(1));
            return slot < 0 ? unknown(e, FunctionalError.UNKNOWN_PROPERTY) : new Node.Slot(slot);
        }
        if (e instanceof NumberContext) {
            Object number = Literals.number(text);
            return number == null
                    ? wrong(e.start, FunctionalError.ARGUMENT_KIND, "'" + text + "' is too large")
                    : new Node.Constant(number);
        }
        return new Node.Constant(e instanceof QuotedContext ? Literals.quoted(text) : text);
    }

    private Node unknown(ExpressionContext e, FunctionalError error) {
        String kind = error == FunctionalError.UNKNOWN_FIELD ? "field" : "property";
        return wrong(e.start, error, "there is no " + kind + " " + e.getText());
    }

    private Node wrong(Token at, FunctionalError error, String detail) {
        problems.add(Syntax.problem(error, where, at, detail));
        return NOTHING;
    }

    private Node call(CallContext call) {
        String name = call.WORD().getText();
        FunctionSignature function = FunctionCatalogue.find(name);
        if (function == null) {
            List<String> near = FunctionCatalogue.near(name);
            String meant = near.isEmpty() ? "" : ", did you mean " + String.join(" or ", near);
            return wrong(
                    call.start,
                    FunctionalError.UNKNOWN_FUNCTION,
                    "there is no function " + name + meant);
        }
        List<ExpressionContext> texts =
                call.arguments() == null ? List.of() : call.arguments().expression();
        if (texts.size() < function.least() || texts.size() > function.most()) {
            return wrong(
                    call.start,
                    FunctionalError.ARGUMENT_COUNT,
                    function.synopsis() + " does not take " + count(texts.size()));
        }
        List<Node> arguments = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            arguments.add(argument(function.parameter(i), texts.get(i), function));
        }
        return switch (function.annotation().form()) {
            case CALL -> new Call(function, List.copyOf(arguments));
            case FOLD, NUMERIC -> new Arithmetic(function, List.copyOf(arguments));
            case LAZY -> Lazy.of(function, List.copyOf(arguments));
        };
    }

    private static String count(int arguments) {
        return arguments == 1 ? "1 argument" : arguments + " arguments";
    }

    /** A literal is checked now and, if it is a pattern, parsed. */
    private Node argument(ArgumentKind kind, ExpressionContext text, FunctionSignature function) {
        Node node = node(text);
        if (!(node instanceof Node.Constant constant) || constant.value() == null) {
            return node;
        }
        String literal = String.valueOf(Convert.toText(constant.value()));
        if (kind.isPattern()) {
            try {
                return new Node.Constant(kind.pattern(literal));
            } catch (FunctionalFault fault) {
                return wrong(text.start, fault.error(), String.valueOf(fault.getMessage()));
            }
        }
        boolean isNumber = kind == ArgumentKind.NUMBER || kind == ArgumentKind.INTEGER;
        double value = Convert.parseDouble(literal);
        if (isNumber
                && Double.isNaN(value)
                && !function.annotation().form().equals(Function.Form.LAZY)) {
            return wrong(
                    text.start,
                    FunctionalError.ARGUMENT_KIND,
                    function.name() + " wants a number, not '" + literal + "'");
        }
        return node;
    }
}
