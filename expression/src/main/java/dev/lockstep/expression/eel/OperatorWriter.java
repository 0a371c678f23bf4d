package dev.lockstep.expression.eel;

import static dev.lockstep.expression.eel.ExpressionWriter.both;
import static dev.lockstep.expression.eel.ExpressionWriter.either;
import static dev.lockstep.expression.eel.ExpressionWriter.not;

import dev.lockstep.expression.eel.grammar.EelParser;
import dev.lockstep.expression.eel.grammar.EelParser.ExprContext;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;

/** Writes operators: arithmetic, concatenation, comparison, logic. */
final class OperatorWriter {
    private static final String RUNTIME = "dev.lockstep.expression.eel.runtime.Conversions.";

    private final ExpressionWriter writer;
    private final ValueConversion conversion;
    private final MethodWriter method;

    OperatorWriter(ExpressionWriter writer, ValueConversion conversion, MethodWriter method) {
        this.writer = writer;
        this.conversion = conversion;
        this.method = method;
    }

    /** The left operand of an operator between two operands; null for anything else. */
    static @Nullable ExprContext left(ExprContext node) {
        return switch (node) {
            case EelParser.MultiplicationContext m -> m.expr(0);
            case EelParser.AdditionContext a -> a.expr(0);
            case EelParser.ConcatenationContext c -> c.expr(0);
            case EelParser.ComparisonContext c -> c.expr(0);
            case EelParser.AndExprContext a -> a.expr(0);
            case EelParser.OrExprContext o -> o.expr(0);
            default -> null;
        };
    }

    /** Writes the right operand of such an operator, and the operation. */
    Operand combine(Operand left, ExprContext node) {
        return switch (node) {
            case EelParser.MultiplicationContext m -> multiplication(left, m);
            case EelParser.AdditionContext a -> addition(left, a);
            case EelParser.ConcatenationContext c -> concatenation(left, c);
            case EelParser.ComparisonContext c -> comparison(left, c);
            case EelParser.AndExprContext a -> logic(left, a.expr(1), true);
            case EelParser.OrExprContext o -> logic(left, o.expr(1), false);
            default -> throw new IllegalStateException(node.getClass().getName());
        };
    }

    Operand negation(EelParser.NegationContext n) {
        Operand o = conversion.number(writer.write(n.expr()), n);
        if (o.kind() == Kind.NOTHING) {
            return o;
        }
        Operand t = writer.temporary(o);
        boolean mayOverflow = t.kind() == Kind.INTEGER && !t.isSmall();
        String nul = mayOverflow ? either(t.nul(), t.value() + " == Long.MIN_VALUE") : t.nul();
        return writer.temporary(t.at("(-" + t.value() + ")", nul));
    }

    private Operand multiplication(Operand left, EelParser.MultiplicationContext m) {
        Operand a = conversion.number(left, m.expr(0));
        Operand b = conversion.number(writer.write(m.expr(1)), m.expr(1));
        if (m.op.getType() == EelParser.DIVIDE) {
            Operand x = conversion.convert(a, Kind.REAL, m);
            Operand y = writer.temporary(conversion.convert(b, Kind.REAL, m));
            String nul = either(either(x.nul(), y.nul()), "(" + y.value() + " == 0.0)");
            return writer.temporary(Operand.of(Kind.REAL, x.value() + " / " + y.value(), nul));
        }
        Kind kind = widest(a, b);
        Operand x = writer.temporary(conversion.convert(a, kind, m));
        Operand y = writer.temporary(conversion.convert(b, kind, m));
        if (m.op.getType() == EelParser.TIMES) {
            return times(x, y);
        }
        String isZero = "(" + y.value() + " == 0)";
        String value =
                kind == Kind.INTEGER
                        ? x.value() + " % (" + isZero + " ? 1L : " + y.value() + ")"
                        : x.value() + " % " + y.value();
        String nul = either(either(x.nul(), y.nul()), isZero);
        return writer.temporary(
                kind == Kind.INTEGER && (x.isSmall() || y.isSmall())
                        ? Operand.small(value, nul)
                        : Operand.of(kind, value, nul));
    }

    private Operand times(Operand x, Operand y) {
        Operand product =
                writer.temporary(
                        Operand.of(
                                x.kind(), x.value() + " * " + y.value(), either(x.nul(), y.nul())));
        if (x.kind() == Kind.REAL || x.isSmall() && y.isSmall()) {
            return product;
        }
        String high = "Math.multiplyHigh(" + x.value() + ", " + y.value() + ")";
        return nullIf(product, high + " != " + product.value() + " >> 63");
    }

    private Operand nullIf(Operand o, String test) {
        String n = method.unit().fresh("n");
        writer.declare("boolean", n, either(o.nul(), "(" + test + ")"));
        return o.at(o.value(), n);
    }

    private Operand addition(Operand left, EelParser.AdditionContext a) {
        Operand l = conversion.number(left, a.expr(0));
        Operand r = conversion.number(writer.write(a.expr(1)), a.expr(1));
        Kind kind = widest(l, r);
        Operand x = writer.temporary(conversion.convert(l, kind, a));
        Operand y = writer.temporary(conversion.convert(r, kind, a));
        boolean isPlus = a.op.getType() == EelParser.PLUS;
        String value = x.value() + (isPlus ? " + " : " - ") + y.value();
        Operand sum = writer.temporary(Operand.of(kind, value, either(x.nul(), y.nul())));
        if (kind == Kind.REAL || x.isSmall() && y.isSmall()) {
            return sum;
        }
        // overflow shows in the sign: of both operands, or of the one that is subtracted from
        String sign = "(" + (isPlus ? y : x).value() + " ^ " + (isPlus ? sum : y).value() + ")";
        return nullIf(sum, "((" + x.value() + " ^ " + sum.value() + ") & " + sign + ") < 0L");
    }

    /** Null counts as empty, unless both are null. */
    private Operand concatenation(Operand left, EelParser.ConcatenationContext c) {
        Operand x = conversion.convert(left, Kind.TEXT, c);
        Operand y = conversion.convert(writer.write(c.expr(1)), Kind.TEXT, c);
        String joined = emptyIfNull(x) + " + " + emptyIfNull(y);
        String value = RUNTIME + "limited(" + joined + ", " + method.unit().maxText() + ")";
        return writer.temporary(Operand.of(Kind.TEXT, value, both(x.nul(), y.nul())));
    }

    private static String emptyIfNull(Operand o) {
        return o.isNeverNull() ? o.value() : "(" + o.nul() + " ? \"\" : " + o.value() + ")";
    }

    private static Kind widest(Operand a, Operand b) {
        return a.kind() == Kind.REAL || b.kind() == Kind.REAL ? Kind.REAL : Kind.INTEGER;
    }

    private Operand comparison(Operand a, EelParser.ComparisonContext c) {
        Operand b = writer.write(c.expr(1));
        String op = c.op.getType() == EelParser.NE ? "!=" : c.op.getText();
        if (a.kind() == Kind.TEXT && b.kind() == Kind.TEXT) {
            return compareText(a, b, op);
        }
        if (isEquality(op) && isTruth(a, b)) {
            Operand x = writer.truth(a, c);
            Operand y = writer.truth(b, c);
            return result(x, y, "(" + x.value() + ") " + op + " (" + y.value() + ")");
        }
        if (isIncomparable(a) || isIncomparable(b)) {
            method.error(EelError.WRONG_TYPE, c, "Blobs, arrays and objects cannot be compared.");
            return Operand.NULL;
        }
        if (a.kind() == Kind.TEXT && b.kind() == Kind.INTEGER) {
            return compareExactly(a, b, op, "");
        }
        if (a.kind() == Kind.INTEGER && b.kind() == Kind.TEXT) {
            return compareExactly(b, a, op, "-");
        }
        return compareNumbers(a, b, op, c);
    }

    private static boolean isEquality(String op) {
        return op.equals("==") || op.equals("!=");
    }

    private static boolean isIncomparable(Operand o) {
        return o.kind() == Kind.OPAQUE || o.kind() == Kind.REGEX;
    }

    /** A boolean against a boolean or a text. */
    private static boolean isTruth(Operand a, Operand b) {
        return a.kind() == Kind.BOOLEAN && (b.kind() == Kind.BOOLEAN || b.kind() == Kind.TEXT)
                || a.kind() == Kind.TEXT && b.kind() == Kind.BOOLEAN;
    }

    private Operand compareNumbers(Operand a, Operand b, String op, ParserRuleContext node) {
        Operand x = conversion.number(a, node);
        Operand y = conversion.number(b, node);
        Kind kind = widest(x, y);
        Operand l = conversion.convert(x, kind, node);
        Operand r = conversion.convert(y, kind, node);
        return result(l, r, l.value() + " " + op + " " + r.value());
    }

    /** Text that is a number against an integer, without loss of digits. */
    private Operand compareExactly(Operand text, Operand integer, String op, String sign) {
        Operand t = writer.temporary(text);
        String isNumber = RUNTIME + "isNumber(" + t.value() + ")";
        Operand number =
                writer.temporary(Operand.of(Kind.BOOLEAN, both(not(t.nul()), isNumber), "false"));
        String compared = RUNTIME + "compare(" + t.value() + ", " + integer.value() + ")";
        return result(
                t.at(t.value(), "!" + number.value()), integer, sign + compared + " " + op + " 0");
    }

    private Operand compareText(Operand a, Operand b, String op) {
        boolean isEquality = isEquality(op);
        String negated = op.equals("!=") ? "!" : "";
        if (a.code() != null && b.code() != null) {
            String codes = "(" + a.code() + ", " + b.code() + ")";
            return result(
                    a,
                    b,
                    isEquality
                            ? negated + "x.pool().same" + codes
                            : "x.pool().compare" + codes + " " + op + " 0");
        }
        if (isEquality) {
            return result(a, b, negated + a.value() + ".equals(" + b.value() + ")");
        }
        String compared = "TextFunctions.order(" + a.value() + ", " + b.value() + ")";
        return result(a, b, "dev.lockstep.expression.eel.runtime." + compared + " " + op + " 0");
    }

    /** A boolean that is false when null. */
    private Operand result(Operand a, Operand b, String test) {
        String nul = either(a.nul(), b.nul());
        return writer.temporary(Operand.of(Kind.BOOLEAN, both(not(nul), test), nul));
    }

    /**
     * Null counts as false, so logic has no null. The right side is not evaluated when the left
     * decides; where nobody can tell it is, which is faster than a jump.
     */
    private Operand logic(Operand left, ExprContext right, boolean isAnd) {
        Operand l = writer.truth(left, right);
        if (isPure(right)) {
            Operand r = writer.truth(writer.write(right), right);
            String op = isAnd ? " && " : " || ";
            return writer.temporary(
                    Operand.of(
                            Kind.BOOLEAN,
                            "(" + l.value() + ")" + op + "(" + r.value() + ")",
                            "false"));
        }
        String v = method.unit().fresh("v");
        writer.declare("boolean", v, l.value());
        writer.out().append("if (").append(isAnd ? "" : "!").append(v).append(") {\n");
        Operand r = writer.truth(writer.write(right), right);
        writer.out().append(v).append(" = ").append(r.value()).append(";\n}\n");
        return Operand.of(Kind.BOOLEAN, v, "false");
    }

    /** Whether evaluation changes nothing: there is no call in it. */
    private static boolean isPure(org.antlr.v4.runtime.tree.ParseTree node) {
        if (node instanceof EelParser.FunctionCallContext
                || node instanceof EelParser.MethodCallContext) {
            return false;
        }
        for (int k = 0; k < node.getChildCount(); k++) {
            if (!isPure(node.getChild(k))) {
                return false;
            }
        }
        return true;
    }
}
