package dev.lockstep.expression.eel;

import dev.lockstep.api.schema.FieldType;
import dev.lockstep.expression.eel.grammar.EelParser;
import dev.lockstep.expression.eel.grammar.EelParser.ExprContext;
import java.util.ArrayDeque;
import java.util.Deque;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;

/**
 * Writes values: each operator leaves its result in a temporary, with null handling only where null
 * is possible. Long chains of operators are written without recursion, and code that grows long is
 * moved into methods of its own.
 */
final class ExpressionWriter {
    private static final String HEAD = "dev.lockstep.expression.eel.runtime.EventHead.";

    private final MethodWriter method;
    private final CodeBuffer code;
    private final ValueConversion conversion;
    private final OperatorWriter operators;
    private final CallWriter calls;

    ExpressionWriter(MethodWriter method) {
        this.method = method;
        this.code = method.code();
        this.conversion = new ValueConversion(this, method);
        this.operators = new OperatorWriter(this, conversion, method);
        this.calls = new CallWriter(this, method);
    }

    StringBuilder out() {
        return code.out();
    }

    Operand write(ExprContext node) {
        StringBuilder outer = code.open();
        Deque<ExprContext> chain = new ArrayDeque<>();
        ExprContext first = node;
        for (ExprContext left = OperatorWriter.left(first); left != null; ) {
            chain.push(first);
            first = left;
            left = OperatorWriter.left(first);
        }
        Operand value = single(first);
        while (!chain.isEmpty()) {
            value = operators.combine(value, chain.pop());
            if (code.isFull() && !chain.isEmpty()) {
                value = code.moveValue(value);
            }
        }
        if (code.overflows(outer)) {
            value = code.moveValue(value);
        }
        code.close(outer);
        return value;
    }

    private Operand single(ExprContext node) {
        return switch (node) {
            case EelParser.ParenthesisContext p -> write(p.expr());
            case EelParser.IntegerLiteralContext l -> integer(l.getText());
            case EelParser.RealLiteralContext l -> real(l.getText());
            case EelParser.TextLiteralContext l -> text(unquote(l.getText()));
            case EelParser.BooleanLiteralContext l ->
                    Operand.of(Kind.BOOLEAN, l.TRUE() != null ? "true" : "false", "false");
            case EelParser.NullLiteralContext ignored -> Operand.NULL;
            case EelParser.NameRefContext n -> name(n);
            case EelParser.NegationContext n -> operators.negation(n);
            case EelParser.PlusContext p -> number(write(p.expr()), p);
            case EelParser.NotExprContext n -> {
                Operand o = truth(write(n.expr()), n);
                yield temporary(Operand.of(Kind.BOOLEAN, not("(" + o.value() + ")"), "false"));
            }
            case EelParser.FunctionCallContext f -> calls.function(f);
            case EelParser.MethodCallContext m -> calls.method(m);
            default -> throw new IllegalStateException(node.getClass().getName());
        };
    }

    private Operand integer(String digits) {
        try {
            long value = Long.parseLong(digits);
            String k = method.unit().constantField(value);
            return value <= 1L << 31
                    ? Operand.small(k, "false")
                    : Operand.of(Kind.INTEGER, k, "false");
        } catch (NumberFormatException e) {
            return real(digits);
        }
    }

    private Operand real(String digits) {
        return Operand.of(
                Kind.REAL, method.unit().constantField(Double.parseDouble(digits)), "false");
    }

    /** A text constant, with its code. */
    Operand text(String value) {
        String k = method.unit().constantField(value);
        return Operand.text(k, "false", "constantCodes[" + method.unit().constant(value) + "]");
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
            } else if (c == '\\' && escaped(next) != 0) {
                c = escaped(next);
                i++;
            }
            s.append(c);
        }
        return s.toString();
    }

    /** What a backslash and the letter stand for; 0 if the two stand for themselves. */
    private static char escaped(char letter) {
        return switch (letter) {
            case '"', '\'', '\\' -> letter;
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            default -> 0;
        };
    }

    private Operand name(EelParser.NameRefContext n) {
        String name = MethodWriter.name(n);
        EelUnit.Variable v = method.variables().find(name);
        if (v != null) {
            return v.kind() == Kind.REGEX
                    ? Operand.of(v.kind(), v.value(), "false")
                    : temporary(Operand.of(v.kind(), v.value(), v.nul()));
        }
        Scope.FieldRef f = method.scope().field(name);
        if (f != null) {
            return field(f);
        }
        if (method.scope() instanceof EelUnit.NoEvent none) {
            boolean isField = none.fields().field(name) != null || isHead(name);
            method.error(
                    EelError.UNKNOWN_NAME,
                    n,
                    isField
                            ? "An initializer has no event, so it cannot read " + name + "."
                            : "There is no variable " + name + ".");
            return Operand.NULL;
        }
        if (isHead(name)) {
            return Operand.of(
                    Kind.TEXT,
                    name.equalsIgnoreCase("ESP_FLAGS")
                            ? HEAD + "flags(b.flags()[i])"
                            : HEAD + "opcode(b.opcodes()[i])",
                    "false");
        }
        method.error(
                EelError.UNKNOWN_NAME,
                n,
                "There is no field or variable " + name + "." + method.scope().advice(name));
        return Operand.NULL;
    }

    private static boolean isHead(String name) {
        return name.equalsIgnoreCase("ESP_FLAGS") || name.equalsIgnoreCase("ESP_OPCODE");
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
            out().append("boolean ").append(nul).append(" = ");
            out().append(reading.isNull()).append(";\n");
        }
        // what is in no block may not be asked for when it is null
        String column =
                f.reading() == null
                        ? reading.value()
                        : "(" + nul + " ? 0 : " + reading.value() + ")";
        String v = method.unit().fresh("v");
        return switch (f.type()) {
            case INT32 -> {
                declare("long", v, "(long) " + column);
                yield Operand.small(v, nul);
            }
            case INT64, DATE, STAMP -> {
                declare("long", v, column);
                yield Operand.of(Kind.INTEGER, v, nul);
            }
            case DOUBLE -> {
                declare("double", v, column);
                yield Operand.of(Kind.REAL, v, nul);
            }
            case MONEY -> {
                declare("double", v, column + " / 10000.0");
                yield Operand.of(Kind.REAL, v, nul);
            }
            case STRING, RSTRING -> {
                declare("int", v, column);
                yield Operand.text(CodeBuffer.pooled(v, nul), nul, v);
            }
            case BLOB, ARRAY_INT32, ARRAY_INT64, ARRAY_DOUBLE -> {
                declare("int", v, column);
                yield Operand.opaque(v, nul, f.type());
            }
        };
    }

    void declare(String type, String name, String value) {
        out().append(type).append(' ').append(name).append(" = ").append(value).append(";\n");
    }

    /** The operand in variables of its own, evaluated once. */
    Operand temporary(Operand o) {
        if (o.kind() == Kind.NOTHING || o.kind() == Kind.REGEX) {
            return o;
        }
        String v = method.unit().fresh("v");
        declare(o.kind().java(), v, o.value());
        String nul = o.nul();
        if (!nul.equals("false") && !nul.equals("true")) {
            nul = v + "n";
            declare("boolean", nul, o.nul());
        }
        return o.at(v, nul);
    }

    Operand number(Operand o, ParserRuleContext node) {
        return conversion.number(o, node);
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

    Operand toFunction(Operand o, FieldType type, ParserRuleContext node) {
        return conversion.toFunction(o, type, node);
    }

    FieldType naturalType(ExprContext tree, Operand value) {
        if (tree instanceof EelParser.NameRefContext n) {
            String name = MethodWriter.name(n);
            Scope.FieldRef f = method.scope().field(name);
            if (f != null && method.variables().find(name) == null) {
                return f.type();
            }
        }
        return naturalType(value.kind(), value.opaque());
    }

    private static FieldType naturalType(Kind kind, @Nullable FieldType opaque) {
        return switch (kind) {
            case INTEGER, BOOLEAN, NOTHING -> FieldType.INT64;
            case REAL -> FieldType.DOUBLE;
            case TEXT, REGEX -> FieldType.STRING;
            case OPAQUE -> opaque == null ? FieldType.BLOB : opaque;
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
