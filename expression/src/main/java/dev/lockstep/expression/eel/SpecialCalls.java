package dev.lockstep.expression.eel;

import dev.lockstep.expression.eel.grammar.EelParser;
import dev.lockstep.expression.eel.grammar.EelParser.ExprContext;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;

/** Writes the functions that take any number or any kind of values, or that are not functions. */
final class SpecialCalls {
    private static final String RUNTIME = "dev.lockstep.expression.eel.runtime.";

    private final ExpressionWriter writer;
    private final MethodWriter method;

    SpecialCalls(ExpressionWriter writer, MethodWriter method) {
        this.writer = writer;
        this.method = method;
    }

    /** The call, or null if the function is none of these. */
    @Nullable Operand write(String key, List<Operand> a, ParserRuleContext node) {
        return switch (key) {
            case "isnull", "isblank", "typeof", "varianttype" ->
                    a.size() == 1
                            ? question(key, a.get(0), node)
                            : wrong(node, key + " takes one value.");
            case "coalesce" -> coalesce(a, node);
            case "inlist" -> inList(a, node);
            case "max", "min" -> extreme(key, a, node);
            case "tointeger", "integer" -> one(a, Kind.INTEGER, node);
            case "toreal", "real" -> one(a, Kind.REAL, node);
            case "tostring", "string" -> one(a, Kind.TEXT, node);
            case "toboolean", "boolean" -> one(a, Kind.BOOLEAN, node);
            case "date" -> one(a, Kind.INTEGER, node);
            case "today" -> today(a, node);
            case "rand" -> random(a, node);
            case "print" -> print(a, node);
            default -> null;
        };
    }

    private Operand wrong(ParserRuleContext node, String detail) {
        method.error(EelError.WRONG_ARGUMENTS, node, detail);
        return Operand.NULL;
    }

    private Operand question(String key, Operand o, ParserRuleContext node) {
        if (key.equals("isnull")) {
            return Operand.of(Kind.BOOLEAN, o.nul(), "false");
        }
        if (key.equals("isblank")) {
            Operand t = writer.temporary(writer.convert(o, Kind.TEXT, node));
            String blank = RUNTIME + "TextFunctions.isblank(" + t.value() + ")";
            return writer.temporary(
                    Operand.of(Kind.BOOLEAN, ExpressionWriter.either(t.nul(), blank), "false"));
        }
        return writer.text(
                switch (o.kind()) {
                    case INTEGER -> "integer";
                    case REAL -> "real";
                    case TEXT -> "string";
                    case BOOLEAN -> "boolean";
                    case OPAQUE -> o.opaque() == null ? "blob" : o.opaque().text();
                    case REGEX -> "regex";
                    case NOTHING -> "null";
                });
    }

    private Operand one(List<Operand> a, Kind kind, ParserRuleContext node) {
        return a.size() == 1
                ? writer.temporary(writer.convert(a.get(0), kind, node))
                : wrong(node, "One value is needed.");
    }

    Operand parameter(EelParser.FunctionCallContext f, List<ExprContext> arguments) {
        if (arguments.size() != 1
                || !(arguments.get(0) instanceof EelParser.IntegerLiteralContext)) {
            return wrong(f, "parameter takes the number of an argument.");
        }
        String n = arguments.get(0).getText();
        List<Operand> given = method.parameters();
        for (int k = 0; k < given.size(); k++) {
            if (n.equals(Integer.toString(k + 1))) {
                return given.get(k);
            }
        }
        return wrong(
                f,
                method.isUserFunction()
                        ? "The function is called without an argument " + n + "."
                        : "There are arguments only in user functions.");
    }

    /** What values of different kinds become together; NOTHING if all are null. */
    private static Kind common(List<Operand> a) {
        Kind kind = Kind.NOTHING;
        for (Operand o : a) {
            kind = common(kind, o.kind());
        }
        return kind;
    }

    private static Kind common(Kind a, Kind b) {
        if (a == b || b == Kind.NOTHING) {
            return a;
        }
        if (a == Kind.NOTHING || a == Kind.OPAQUE || a == Kind.REGEX) {
            return b;
        }
        if (a == Kind.TEXT || b == Kind.TEXT) {
            return Kind.TEXT;
        }
        return a == Kind.REAL || b == Kind.REAL ? Kind.REAL : Kind.INTEGER;
    }

    private Operand coalesce(List<Operand> a, ParserRuleContext node) {
        if (a.isEmpty()) {
            return wrong(node, "coalesce takes at least one value.");
        }
        Kind kind = common(a);
        for (Operand o : a) {
            if (kind == Kind.REGEX
                    || kind == Kind.OPAQUE
                            && o.kind() == Kind.OPAQUE
                            && o.opaque() != a.get(0).opaque()) {
                method.error(EelError.WRONG_TYPE, node, "coalesce takes values of one type.");
                return Operand.NULL;
            }
        }
        Operand result = writer.convert(a.get(a.size() - 1), kind, node);
        for (int k = a.size() - 2; k >= 0; k--) {
            Operand o = writer.temporary(writer.convert(a.get(k), kind, node));
            result = writer.temporary(result);
            String value = "(" + o.nul() + " ? " + result.value() + " : " + o.value() + ")";
            String nul = ExpressionWriter.both(o.nul(), result.nul());
            result =
                    writer.temporary(
                            kind == Kind.OPAQUE
                                    ? Operand.opaque(value, nul, a.get(0).opaque())
                                    : Operand.of(kind, value, nul));
        }
        return result;
    }

    private Operand inList(List<Operand> a, ParserRuleContext node) {
        if (a.size() < 2) {
            return wrong(node, "inlist takes a value and the list.");
        }
        Kind kind = common(a);
        if (kind == Kind.OPAQUE || kind == Kind.REGEX) {
            method.error(EelError.WRONG_TYPE, node, "Blobs, arrays and objects are in no list.");
            return Operand.NULL;
        }
        Operand o = writer.temporary(writer.convert(a.get(0), kind, node));
        StringBuilder test = new StringBuilder("false");
        for (Operand candidate : a.subList(1, a.size())) {
            Operand c = writer.temporary(writer.convert(candidate, kind, node));
            String same =
                    kind == Kind.TEXT
                            ? o.value() + ".equals(" + c.value() + ")"
                            : o.value() + " == " + c.value();
            test.append(" || ").append(ExpressionWriter.both(ExpressionWriter.not(c.nul()), same));
        }
        String found = "(" + test + ")";
        return writer.temporary(
                Operand.of(
                        Kind.BOOLEAN,
                        ExpressionWriter.both(ExpressionWriter.not(o.nul()), found),
                        o.nul()));
    }

    /** The greatest or least of the numbers that are not null. */
    private Operand extreme(String key, List<Operand> a, ParserRuleContext node) {
        if (a.isEmpty()) {
            return wrong(node, key + " takes at least one number.");
        }
        List<Operand> numbers = new ArrayList<>();
        for (Operand o : a) {
            numbers.add(writer.number(o, node));
        }
        Kind kind = common(numbers);
        if (kind == Kind.NOTHING) {
            return Operand.NULL;
        }
        Operand best = writer.temporary(writer.convert(numbers.get(0), kind, node));
        for (Operand number : numbers.subList(1, numbers.size())) {
            Operand o = writer.temporary(writer.convert(number, kind, node));
            String both = "Math." + key + "(" + best.value() + ", " + o.value() + ")";
            String value =
                    o.isNeverNull() && best.isNeverNull()
                            ? both
                            : "("
                                    + o.nul()
                                    + " ? "
                                    + best.value()
                                    + " : "
                                    + best.nul()
                                    + " ? "
                                    + o.value()
                                    + " : "
                                    + both
                                    + ")";
            best =
                    writer.temporary(
                            Operand.of(kind, value, ExpressionWriter.both(best.nul(), o.nul())));
        }
        return best;
    }

    private Operand today(List<Operand> a, ParserRuleContext node) {
        method.unit().whim(method);
        return a.isEmpty()
                ? Operand.of(Kind.INTEGER, "Math.floorDiv(x.entryMicros(), 1000000L)", "false")
                : wrong(node, "today takes no arguments.");
    }

    private Operand random(List<Operand> a, ParserRuleContext node) {
        method.unit().whim(method);
        if (a.size() > 1) {
            return wrong(node, "rand takes at most a limit.");
        }
        Operand limit =
                a.isEmpty()
                        ? Operand.of(Kind.REAL, "1.0", "false")
                        : writer.convert(a.get(0), Kind.REAL, node);
        return writer.temporary(
                Operand.of(Kind.REAL, "x.nextDouble() * " + limit.value(), limit.nul()));
    }

    private Operand print(List<Operand> a, ParserRuleContext node) {
        method.unit().whim(method);
        if (a.isEmpty() || a.size() > 2) {
            return wrong(node, "print takes a value, and whether the line goes on.");
        }
        Operand t = writer.temporary(writer.convert(a.get(0), Kind.TEXT, node));
        String test = ExpressionWriter.not(t.nul());
        writer.out().append("if (").append(test).append(") x.print(").append(t.value());
        writer.out().append(");\n");
        return Operand.of(Kind.BOOLEAN, "true", "false");
    }

    /** {@code parse(text, delimiter, a, b, …)}: the parts go to variables; gives their number. */
    Operand parse(EelParser.FunctionCallContext f, List<ExprContext> arguments) {
        if (arguments.size() < 2) {
            return wrong(f, "parse takes a text, a delimiter and variables.");
        }
        Operand text = textArgument(arguments.get(0));
        Operand delimiter = textArgument(arguments.get(1));
        String nul = ExpressionWriter.either(text.nul(), delimiter.nul());
        String given = text.value() + ", " + delimiter.value();
        Operand count =
                writer.temporary(
                        Operand.of(
                                Kind.INTEGER,
                                "("
                                        + nul
                                        + " ? 0L : "
                                        + RUNTIME
                                        + "WordFunctions.parts("
                                        + given
                                        + "))",
                                nul));
        for (int k = 2; k < arguments.size(); k++) {
            EelUnit.Variable v =
                    arguments.get(k) instanceof EelParser.NameRefContext n
                            ? method.variables().find(MethodWriter.name(n))
                            : null;
            if (v == null || v.kind() != Kind.TEXT) {
                return wrong(f, "parse puts the parts into string variables.");
            }
            if (method.unit().isLasting(v)) {
                method.unit().whim(method);
            }
            String missing =
                    ExpressionWriter.either(nul, "(" + count.value() + " < " + (k - 1) + ")");
            writer.out().append(v.nul()).append(" = ").append(missing).append(";\n");
            writer.out().append(v.value()).append(" = ").append(v.nul()).append(" ? \"\" : ");
            writer.out().append(RUNTIME).append("WordFunctions.part(").append(given);
            writer.out().append(", ").append(k - 1).append("L);\n");
        }
        return count;
    }

    private Operand textArgument(ExprContext node) {
        return writer.temporary(writer.convert(writer.write(node), Kind.TEXT, node));
    }
}
