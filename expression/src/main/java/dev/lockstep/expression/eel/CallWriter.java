package dev.lockstep.expression.eel;

import dev.lockstep.api.error.Nearest;
import dev.lockstep.expression.eel.grammar.EelParser;
import dev.lockstep.expression.eel.grammar.EelParser.ExprContext;
import dev.lockstep.expression.eel.runtime.RegexObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.ParserRuleContext;

/**
 * Writes calls: the catalogue's functions, user functions, aggregates, methods of objects.
 * Functions with rules of their own are {@link SpecialCalls}.
 */
final class CallWriter {
    private final ExpressionWriter writer;
    private final MethodWriter method;
    private final SpecialCalls special;

    CallWriter(ExpressionWriter writer, MethodWriter method) {
        this.writer = writer;
        this.method = method;
        this.special = new SpecialCalls(writer, method);
    }

    Operand function(EelParser.FunctionCallContext f) {
        String name = MethodWriter.name(f.name());
        List<ExprContext> arguments = f.arguments() == null ? List.of() : f.arguments().expr();
        if (arguments.size() > EelLimits.ARGUMENTS.defaultValue()) {
            method.error(EelError.TOO_LARGE, f, "Function " + name + " has too many arguments.");
            return Operand.NULL;
        }
        String key = name.toLowerCase(Locale.ROOT);
        EelUnit.UserFunction user = method.unit().userFunction(name);
        if (user != null) {
            return userFunction(f, user, arguments);
        }
        if (key.startsWith("esp_a") || key.startsWith("user_")) {
            return aggregate(f, name, arguments);
        }
        String refusal = FunctionCatalog.refusal(name);
        if (refusal != null) {
            method.error(
                    EelError.UNSUPPORTED,
                    f,
                    "Function " + name + " is not there: " + refusal + ".");
            return Operand.NULL;
        }
        if (key.equals("parameter")) {
            return special.parameter(f, arguments);
        }
        if (key.equals("parse")) {
            return special.parse(f, arguments);
        }
        List<Operand> values = new ArrayList<>();
        for (ExprContext a : arguments) {
            values.add(writer.write(a));
        }
        Operand o = special.write(key, values, f);
        return o != null ? o : catalogued(name, values, f);
    }

    private Operand aggregate(
            EelParser.FunctionCallContext f, String name, List<ExprContext> arguments) {
        List<Scope.Argument> given = new ArrayList<>();
        for (ExprContext a : arguments) {
            given.add(new Scope.Argument(a, method.origin()));
        }
        Scope.FieldRef field =
                method.scope().aggregate(new Scope.AggregateCall(name, given, method.where(f)));
        return field == null ? unknown(f, name) : writer.field(field);
    }

    private Operand unknown(ParserRuleContext node, String name) {
        method.error(
                EelError.UNKNOWN_FUNCTION,
                node,
                "There is no function "
                        + name
                        + " here."
                        + Nearest.to(name, FunctionCatalog.names()));
        return Operand.NULL;
    }

    private Operand wrong(ParserRuleContext node, String detail) {
        method.error(EelError.WRONG_ARGUMENTS, node, detail);
        return Operand.NULL;
    }

    private Operand userFunction(
            EelParser.FunctionCallContext f,
            EelUnit.UserFunction user,
            List<ExprContext> arguments) {
        List<Operand> values = new ArrayList<>();
        StringBuilder passed = new StringBuilder("b, i");
        for (ExprContext a : arguments) {
            Operand o = writer.write(a);
            o = o.kind() == Kind.NOTHING ? Operand.of(Kind.TEXT, "\"\"", "true") : o;
            o = writer.temporary(o);
            values.add(o);
            passed.append(", ").append(o.value()).append(", ").append(o.nul());
        }
        String java = method.unit().compiled(user, values, method.scope(), method.where(f));
        if (java == null) {
            return Operand.NULL;
        }
        Kind kind = Kind.of(user.type());
        String v = method.unit().fresh("v");
        writer.declare(kind.java(), v, java + "(" + passed + ")");
        writer.declare("boolean", v + "n", "nul");
        return kind == Kind.OPAQUE
                ? Operand.opaque(v, v + "n", user.type())
                : Operand.of(kind, v, v + "n");
    }

    private Operand catalogued(String name, List<Operand> values, EelParser.FunctionCallContext f) {
        if (!FunctionCatalog.isKnown(name)) {
            return unknown(f, name);
        }
        FunctionCatalog.Function form =
                FunctionCatalog.find(name, values.stream().map(Operand::kind).toList());
        if (form == null) {
            return wrong(f, "Function " + name + " does not take these arguments.");
        }
        StringBuilder call = new StringBuilder(form.java()).append('(');
        String nul = "false";
        for (int k = 0; k < values.size(); k++) {
            Kind kind = FunctionCatalog.kind(form.parameters().charAt(k));
            Operand o = writer.temporary(writer.convert(values.get(k), kind, f));
            call.append(k == 0 ? "" : ", ").append(o.value());
            nul = ExpressionWriter.either(nul, o.nul());
        }
        call.append(form.takesLimit() ? ", " + method.unit().maxText() + ")" : ")");
        Kind kind = FunctionCatalog.kind(form.result());
        String zero = form.mayBeNull() && kind == Kind.BOOLEAN ? "0L" : kind.zero();
        String guarded =
                nul.equals("false")
                        ? call.toString()
                        : "(" + nul + " ? " + zero + " : " + call + ")";
        if (kind == Kind.BOOLEAN && form.mayBeNull()) {
            return answer(writer.temporary(Operand.of(Kind.INTEGER, guarded, nul)));
        }
        Operand o = writer.temporary(Operand.of(kind, guarded, nul));
        return form.mayBeNull() ? nullable(o) : o;
    }

    /** The boolean that an integer of the library stands for: 1, 0 or, for null, the least. */
    private Operand answer(Operand o) {
        String isNull = "(" + o.value() + " == Long.MIN_VALUE)";
        return writer.temporary(
                Operand.of(
                        Kind.BOOLEAN,
                        "(" + o.value() + " == 1L)",
                        ExpressionWriter.either(o.nul(), isNull)));
    }

    /** The result, null where the library gives the value that stands for it. */
    private Operand nullable(Operand o) {
        String v = o.value();
        String n = method.unit().fresh("n");
        String test =
                switch (o.kind()) {
                    case INTEGER -> v + " == Long.MIN_VALUE";
                    case REAL -> "!(Math.abs(" + v + ") <= Double.MAX_VALUE)";
                    default -> v + " == null";
                };
        writer.declare("boolean", n, ExpressionWriter.either(o.nul(), "(" + test + ")"));
        if (o.kind() == Kind.TEXT) {
            writer.out().append("if (").append(n).append(") ").append(v).append(" = \"\";\n");
        }
        return o.at(v, n);
    }

    Operand method(EelParser.MethodCallContext m) {
        String object = MethodWriter.name(m.ID());
        EelUnit.Variable v = method.variables().find(object);
        if (v == null || v.kind() != Kind.REGEX) {
            method.error(EelError.UNKNOWN_NAME, m, object + " is not an object.");
            return Operand.NULL;
        }
        List<ExprContext> arguments = m.arguments() == null ? List.of() : m.arguments().expr();
        String name = m.name().getText().toLowerCase(Locale.ROOT);
        Kind kind =
                switch (name + "/" + arguments.size()) {
                    case "compile/1", "compile/2", "findfirst/1", "findnext/0", "findnext/1" ->
                            Kind.BOOLEAN;
                    case "matchstart/0", "matchlength/0" -> Kind.INTEGER;
                    case "substringcount/0", "substringstart/1", "substringlength/1" ->
                            Kind.INTEGER;
                    case "replace/2" -> Kind.TEXT;
                    default -> Kind.NOTHING;
                };
        if (kind == Kind.NOTHING) {
            int n = arguments.size();
            return wrong(m, "A regex has no method " + name + " with " + n + " arguments.");
        }
        if (name.equals("compile")) {
            expectPattern(arguments.get(0));
        }
        return objectCall(v.value(), name, kind, arguments);
    }

    /** A pattern written in the model must be one, so that nobody has to ask for it. */
    private void expectPattern(ExprContext pattern) {
        String wrong =
                pattern instanceof EelParser.TextLiteralContext literal
                        ? RegexObject.problem(ExpressionWriter.unquote(literal.getText()))
                        : null;
        if (wrong != null) {
            method.error(EelError.BAD_PATTERN, pattern, sentence(wrong));
        }
    }

    private static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
    }

    private Operand objectCall(String object, String name, Kind kind, List<ExprContext> arguments) {
        // the encoding of compile and the text of findnext say nothing here
        int taken = name.equals("compile") ? 1 : name.equals("findnext") ? 0 : arguments.size();
        Kind wanted = name.startsWith("substring") ? Kind.INTEGER : Kind.TEXT;
        StringBuilder call = new StringBuilder(object).append('.').append(name).append('(');
        String nul = "false";
        for (int k = 0; k < arguments.size(); k++) {
            ExprContext node = arguments.get(k);
            Operand a = writer.temporary(writer.convert(writer.write(node), wanted, node));
            if (k < taken) {
                call.append(k == 0 ? "" : ", ").append(a.value());
                nul = ExpressionWriter.either(nul, a.nul());
            }
        }
        call.append(name.equals("replace") ? ", " + method.unit().maxText() + ")" : ")");
        String value =
                kind == Kind.BOOLEAN
                        ? ExpressionWriter.both(ExpressionWriter.not(nul), call.toString())
                        : "(" + nul + " ? " + kind.zero() + " : " + call + ")";
        Operand o = writer.temporary(Operand.of(kind, value, kind == Kind.BOOLEAN ? "false" : nul));
        if (name.equals("compile")) {
            return o;
        }
        String n = method.unit().fresh("n");
        String asked = ExpressionWriter.both(ExpressionWriter.not(nul), object + ".isUnknown()");
        writer.declare("boolean", n, ExpressionWriter.either(o.nul(), asked));
        return o.at(o.value(), n);
    }
}
