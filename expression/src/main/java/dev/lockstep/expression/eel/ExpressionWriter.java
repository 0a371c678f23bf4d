package dev.lockstep.expression.eel;

import dev.lockstep.api.schema.FieldType;
import dev.lockstep.expression.eel.grammar.EelParser;
import dev.lockstep.expression.eel.grammar.EelParser.ExprContext;
import java.util.Locale;
import org.antlr.v4.runtime.ParserRuleContext;

/**
 * Writes values: each operator leaves its result in a temporary, with null handling only where null
 * is possible.
 */
final class ExpressionWriter {
    /**
     * Tokens of an expression that one method may hold, so that none outgrows the just-in-time
     * compiler.
     */
    private static final int TOKENS_A_METHOD = 150;

    private final MethodWriter method;
    private final ValueConversion conversion;
    private final CallWriter calls;
    private int tokensHere = -1;
    private StringBuilder out;

    ExpressionWriter(MethodWriter method) {
        this.method = method;
        this.out = method.out();
        this.conversion = new ValueConversion(this, method);
        this.calls = new CallWriter(this, method);
    }

    StringBuilder out() {
        return out;
    }

    Operand write(ExprContext node) {
        if (tokensHere < 0) {
            tokensHere = MethodWriter.tokens(node);
            Operand value = visit(node);
            tokensHere = -1;
            return value;
        }
        int tokens = MethodWriter.tokens(node);
        if (tokens > TOKENS_A_METHOD
                && tokensHere - tokens >= TOKENS_A_METHOD
                && !method.hasLocals()) {
            return apart(node, tokens);
        }
        return visit(node);
    }

    /** Writes the value as a method of its own. */
    private Operand apart(ExprContext node, int tokens) {
        StringBuilder outer = out;
        int outerTokens = tokensHere;
        out = new StringBuilder();
        tokensHere = tokens;
        Operand inner = visit(node);
        String name = method.unit().fresh("s");
        String type = inner.kind().java();
        method.unit()
                .addMember(
                        "private "
                                + type
                                + " "
                                + name
                                + "(EventBlock b, int i) {\n"
                                + out
                                + "nul = "
                                + inner.nul()
                                + ";\nreturn "
                                + inner.value()
                                + ";\n}\n");
        out = outer;
        tokensHere = outerTokens;
        String v = method.unit().fresh("v");
        out.append(type).append(' ').append(v).append(" = ").append(name).append("(b, i);\n");
        out.append("boolean ").append(v).append("n = nul;\n");
        return new Operand(inner.kind(), v, v + "n", null, inner.opaque());
    }

    private Operand visit(ExprContext node) {
        return switch (node) {
            case EelParser.ParenthesisContext p -> write(p.expr());
            case EelParser.IntegerLiteralContext l -> integer(l);
            case EelParser.RealLiteralContext l ->
                    constant(
                            Kind.REAL,
                            "((Double) constants[%]).doubleValue()",
                            Double.parseDouble(l.getText()));
            case EelParser.TextLiteralContext l -> text(unquote(l.getText()));
            case EelParser.BooleanLiteralContext l ->
                    Operand.of(Kind.BOOLEAN, l.TRUE() != null ? "true" : "false", "false");
            case EelParser.NullLiteralContext ignored -> Operand.NULL;
            case EelParser.NameRefContext n -> name(n);
            case EelParser.NegationContext n -> negation(n);
            case EelParser.PlusContext p -> number(write(p.expr()), p);
            case EelParser.MultiplicationContext m -> multiplication(m);
            case EelParser.AdditionContext a -> addition(a);
            case EelParser.ComparisonContext c -> comparison(c);
            case EelParser.NotExprContext n -> {
                Operand o = truth(write(n.expr()), n);
                yield temporary(Operand.of(Kind.BOOLEAN, "!" + o.value(), "false"));
            }
            case EelParser.AndExprContext a -> and(a);
            case EelParser.OrExprContext o -> or(o);
            case EelParser.FunctionCallContext f -> calls.function(f);
            case EelParser.MethodCallContext m -> calls.method(m);
            default -> throw new IllegalStateException(node.getClass().getName());
        };
    }

    private Operand integer(EelParser.IntegerLiteralContext l) {
        try {
            return Operand.of(Kind.INTEGER, Long.parseLong(l.getText()) + "L", "false");
        } catch (NumberFormatException e) {
            return constant(
                    Kind.REAL,
                    "((Double) constants[%]).doubleValue()",
                    Double.parseDouble(l.getText()));
        }
    }

    private Operand constant(Kind kind, String form, Object value) {
        String k = Integer.toString(method.unit().constant(value));
        return Operand.of(kind, form.replace("%", k), "false");
    }

    /** A text constant, with its code. */
    Operand text(String value) {
        int k = method.unit().constant(value);
        return new Operand(
                Kind.TEXT,
                "((String) constants[" + k + "])",
                "false",
                "constantCodes[" + k + "]",
                null);
    }

    /**
     * The text between the quotes; only escapes of quotes, backslash, line end and tab are undone,
     * so patterns stay whole.
     */
    static String unquote(String quoted) {
        char quote = quoted.charAt(0);
        StringBuilder s = new StringBuilder();
        for (int i = 1; i < quoted.length() - 1; i++) {
            char c = quoted.charAt(i);
            char next = i + 1 < quoted.length() - 1 ? quoted.charAt(i + 1) : 0;
            if (c == quote && next == quote) {
                i++;
            } else if (c == '\\' && (next == '"' || next == '\'' || next == '\\')) {
                c = next;
                i++;
            } else if (c == '\\' && (next == 'n' || next == 't' || next == 'r')) {
                c = next == 'n' ? '\n' : next == 't' ? '\t' : '\r';
                i++;
            }
            s.append(c);
        }
        return s.toString();
    }

    private Operand name(EelParser.NameRefContext n) {
        String name = n.ID().getText();
        if (name.startsWith("`")) {
            name = name.substring(1, name.length() - 1);
        }
        EelUnit.Variable v = method.variable(name);
        if (v != null) {
            return v.kind() == Kind.REGEX
                    ? Operand.of(v.kind(), v.value(), "false")
                    : temporary(Operand.of(v.kind(), v.value(), v.nul()));
        }
        Scope.FieldRef f = method.scope().field(name);
        if (f != null) {
            return field(f);
        }
        switch (name.toUpperCase(Locale.ROOT)) {
            case "ESP_OPCODE" -> {
                return Operand.of(
                        Kind.TEXT,
                        "dev.lockstep.expression.eel.runtime.EventHead.opcode(b.opcodes()[i])",
                        "false");
            }
            case "ESP_FLAGS" -> {
                return Operand.of(
                        Kind.TEXT,
                        "dev.lockstep.expression.eel.runtime.EventHead.flags(b.flags()[i])",
                        "false");
            }
            default -> {
                method.error(
                        EelError.UNKNOWN_NAME, n, "There is no field or variable " + name + ".");
                return Operand.NULL;
            }
        }
    }

    private static Scope.Reading columnOf(Scope.FieldRef f) {
        String column =
                switch (f.type().storage()) {
                    case INT, BYTES -> "b.ints(" + f.ordinal() + ")[i]";
                    case LONG -> "b.longs(" + f.ordinal() + ")[i]";
                    case DOUBLE -> "b.doubles(" + f.ordinal() + ")[i]";
                };
        return new Scope.Reading("b.isNull(" + f.ordinal() + ", i)", column);
    }

    /** Reads a column. Text stays a code until somebody needs it as text. */
    Operand field(Scope.FieldRef f) {
        Scope.Reading reading = f.reading() == null ? columnOf(f) : f.reading();
        String nul = "false";
        if (!f.isNeverNull()) {
            nul = method.unit().fresh("n");
            out.append("boolean ").append(nul).append(" = ").append(reading.isNull()).append(";\n");
        }
        // what is in no block may not be asked for when it is null
        String column =
                f.reading() == null
                        ? reading.value()
                        : "(" + nul + " ? 0 : " + reading.value() + ")";
        String v = method.unit().fresh("v");
        return switch (f.type()) {
            case INT32, INT64, DATE, STAMP -> declared(Kind.INTEGER, v, "(long) " + column, nul);
            case DOUBLE -> declared(Kind.REAL, v, column, nul);
            case MONEY -> declared(Kind.REAL, v, column + " / 10000.0", nul);
            case STRING, RSTRING -> {
                out.append("int ").append(v).append(" = ").append(column).append(";\n");
                String text =
                        nul.equals("false")
                                ? "x.pool().string(" + v + ")"
                                : "(" + nul + " ? \"\" : x.pool().string(" + v + "))";
                yield new Operand(Kind.TEXT, text, nul, v, null);
            }
            case BLOB, ARRAY_INT32, ARRAY_INT64, ARRAY_DOUBLE ->
                    new Operand(Kind.OPAQUE, column, nul, null, f.type());
        };
    }

    private Operand declared(Kind kind, String name, String value, String nul) {
        out.append(kind.java()).append(' ').append(name).append(" = ").append(value).append(";\n");
        return Operand.of(kind, name, nul);
    }

    /** The operand in variables of its own, evaluated once. */
    Operand temporary(Operand o) {
        if (o.kind() == Kind.NOTHING) {
            return o;
        }
        String v = method.unit().fresh("v");
        out.append(o.kind().java())
                .append(' ')
                .append(v)
                .append(" = ")
                .append(o.value())
                .append(";\n");
        String nul = o.nul();
        if (!nul.equals("false") && !nul.equals("true")) {
            nul = v + "n";
            out.append("boolean ").append(nul).append(" = ").append(o.nul()).append(";\n");
        }
        return new Operand(o.kind(), v, nul, o.code(), o.opaque());
    }

    private Operand negation(EelParser.NegationContext n) {
        Operand o = number(write(n.expr()), n);
        return o.kind() == Kind.NOTHING
                ? o
                : temporary(Operand.of(o.kind(), "(-" + o.value() + ")", o.nul()));
    }

    private Operand multiplication(EelParser.MultiplicationContext m) {
        Operand a = number(write(m.expr(0)), m.expr(0));
        Operand b = number(write(m.expr(1)), m.expr(1));
        if (m.op.getType() == EelParser.DIVIDE) {
            Operand x = conversion.convert(a, Kind.REAL, m);
            Operand y = temporary(conversion.convert(b, Kind.REAL, m));
            return temporary(
                    Operand.of(
                            Kind.REAL,
                            x.value() + " / " + y.value(),
                            either(either(x.nul(), y.nul()), y.value() + " == 0.0")));
        }
        Kind kind = widest(a, b);
        Operand x = conversion.convert(a, kind, m);
        Operand y = conversion.convert(b, kind, m);
        if (m.op.getType() == EelParser.TIMES) {
            return temporary(
                    Operand.of(kind, x.value() + " * " + y.value(), either(x.nul(), y.nul())));
        }
        y = temporary(y);
        String isZero = y.value() + " == 0";
        String value =
                kind == Kind.INTEGER
                        ? x.value() + " % (" + isZero + " ? 1L : " + y.value() + ")"
                        : x.value() + " % " + y.value();
        return temporary(Operand.of(kind, value, either(either(x.nul(), y.nul()), isZero)));
    }

    private Operand addition(EelParser.AdditionContext a) {
        Operand l = write(a.expr(0));
        Operand r = write(a.expr(1));
        if (a.op.getType() == EelParser.CONCAT) {
            // null counts as empty, unless both are null
            Operand x = conversion.convert(l, Kind.TEXT, a);
            Operand y = conversion.convert(r, Kind.TEXT, a);
            return temporary(
                    Operand.of(
                            Kind.TEXT,
                            emptyIfNull(x) + " + " + emptyIfNull(y),
                            both(x.nul(), y.nul())));
        }
        l = number(l, a.expr(0));
        r = number(r, a.expr(1));
        Kind kind = widest(l, r);
        Operand x = conversion.convert(l, kind, a);
        Operand y = conversion.convert(r, kind, a);
        String op = a.op.getType() == EelParser.PLUS ? " + " : " - ";
        return temporary(Operand.of(kind, x.value() + op + y.value(), either(x.nul(), y.nul())));
    }

    private static String emptyIfNull(Operand o) {
        return o.isNeverNull() ? o.value() : "(" + o.nul() + " ? \"\" : " + o.value() + ")";
    }

    private static Kind widest(Operand a, Operand b) {
        return a.kind() == Kind.REAL || b.kind() == Kind.REAL ? Kind.REAL : Kind.INTEGER;
    }

    private Operand comparison(EelParser.ComparisonContext c) {
        Operand a = write(c.expr(0));
        Operand b = write(c.expr(1));
        String op = c.op.getType() == EelParser.NE ? "!=" : c.op.getText();
        if (a.kind() == Kind.TEXT && b.kind() == Kind.TEXT) {
            return compareText(a, b, op);
        }
        if (a.kind() == Kind.BOOLEAN
                && b.kind() == Kind.BOOLEAN
                && (op.equals("==") || op.equals("!="))) {
            return result(a, b, "(" + a.value() + ") " + op + " (" + b.value() + ")");
        }
        if (a.kind() == Kind.OPAQUE
                || b.kind() == Kind.OPAQUE
                || a.kind() == Kind.REGEX
                || b.kind() == Kind.REGEX) {
            method.error(EelError.WRONG_TYPE, c, "Blobs, arrays and objects cannot be compared.");
            return Operand.NULL;
        }
        Operand x = number(a, c.expr(0));
        Operand y = number(b, c.expr(1));
        Kind kind = widest(x, y);
        Operand l = conversion.convert(x, kind, c);
        Operand r = conversion.convert(y, kind, c);
        return result(l, r, l.value() + " " + op + " " + r.value());
    }

    private Operand compareText(Operand a, Operand b, String op) {
        boolean isEquality = op.equals("==") || op.equals("!=");
        if (isEquality && a.code() != null && b.code() != null) {
            return result(
                    a,
                    b,
                    (op.equals("!=") ? "!" : "")
                            + "x.pool().same("
                            + a.code()
                            + ", "
                            + b.code()
                            + ")");
        }
        if (isEquality) {
            return result(
                    a, b, (op.equals("!=") ? "!" : "") + a.value() + ".equals(" + b.value() + ")");
        }
        return result(a, b, a.value() + ".compareTo(" + b.value() + ") " + op + " 0");
    }

    /** A boolean that is false when null. */
    private Operand result(Operand a, Operand b, String test) {
        String nul = either(a.nul(), b.nul());
        return temporary(Operand.of(Kind.BOOLEAN, both(not(nul), test), nul));
    }

    /** Null counts as false, so logic has no null. */
    private Operand and(EelParser.AndExprContext a) {
        Operand l = truth(write(a.expr(0)), a);
        Operand r = truth(write(a.expr(1)), a);
        return temporary(Operand.of(Kind.BOOLEAN, l.value() + " && " + r.value(), "false"));
    }

    private Operand or(EelParser.OrExprContext o) {
        Operand l = truth(write(o.expr(0)), o);
        Operand r = truth(write(o.expr(1)), o);
        return temporary(Operand.of(Kind.BOOLEAN, l.value() + " || " + r.value(), "false"));
    }

    Operand number(Operand o, ParserRuleContext node) {
        return switch (o.kind()) {
            case INTEGER, REAL, NOTHING -> o;
            case BOOLEAN -> conversion.convert(o, Kind.INTEGER, node);
            case TEXT -> conversion.convert(o, Kind.REAL, node);
            case OPAQUE, REGEX -> {
                method.error(EelError.WRONG_TYPE, node, "A number is needed here.");
                yield Operand.NULL;
            }
        };
    }

    /** The operand as a boolean, false when null. */
    Operand truth(Operand o, ParserRuleContext node) {
        return conversion.truth(o, node);
    }

    Operand convert(Operand o, Kind kind, ParserRuleContext node) {
        return conversion.convert(o, kind, node);
    }

    Operand toField(Operand o, FieldType type, ParserRuleContext node) {
        return conversion.toField(o, type, node);
    }

    FieldType naturalType(ExprContext tree, Operand value) {
        if (tree instanceof EelParser.NameRefContext n) {
            Scope.FieldRef f = method.scope().field(n.getText());
            if (f != null && method.variable(n.getText()) == null) {
                return f.type();
            }
        }
        return switch (value.kind()) {
            case INTEGER, BOOLEAN, NOTHING -> FieldType.INT64;
            case REAL -> FieldType.DOUBLE;
            case TEXT, REGEX -> FieldType.STRING;
            case OPAQUE -> value.opaque() == null ? FieldType.BLOB : value.opaque();
        };
    }

    static String either(String a, String b) {
        if (a.equals("true") || b.equals("true")) {
            return "true";
        }
        return a.equals("false") ? b : b.equals("false") ? a : "(" + a + " || " + b + ")";
    }

    static String both(String a, String b) {
        if (a.equals("false") || b.equals("false")) {
            return "false";
        }
        return a.equals("true") ? b : b.equals("true") ? a : "(" + a + " && " + b + ")";
    }

    static String not(String a) {
        return a.equals("true") ? "false" : a.equals("false") ? "true" : "!" + a;
    }
}
