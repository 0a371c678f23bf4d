package dev.lockstep.expression.eel;

import dev.lockstep.expression.eel.grammar.EelParser;
import dev.lockstep.expression.eel.grammar.EelParser.ExprContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.ParserRuleContext;

/**
 * Writes calls: functions with rules of their own, the catalogue's, user functions, aggregates,
 * methods of objects.
 */
final class CallWriter {
    private static final int USER_CALL_DEPTH_MAX = 16;

    private final ExpressionWriter writer;
    private final MethodWriter method;

    CallWriter(ExpressionWriter writer, MethodWriter method) {
        this.writer = writer;
        this.method = method;
    }

    Operand function(EelParser.FunctionCallContext f) {
        String name = f.name().getText();
        List<ExprContext> arguments = f.arguments() == null ? List.of() : f.arguments().expr();
        String key = name.toLowerCase(Locale.ROOT);
        if (key.startsWith("esp_a") || key.startsWith("user_")) {
            return aggregate(f, name, arguments);
        }
        EelUnit.UserFunction user = method.unit().userFunction(name);
        if (user != null) {
            return userFunction(f, user, arguments);
        }
        if (key.equals("parameter")) {
            return parameter(f, arguments);
        }
        List<Operand> values = new ArrayList<>();
        for (ExprContext a : arguments) {
            values.add(writer.write(a));
        }
        Operand special = special(key, values, f);
        return special != null ? special : catalogued(name, values, f);
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
        method.error(EelError.UNKNOWN_FUNCTION, node, "There is no function " + name + " here.");
        return Operand.NULL;
    }

    private Operand wrong(ParserRuleContext node, String detail) {
        method.error(EelError.WRONG_ARGUMENTS, node, detail);
        return Operand.NULL;
    }

    private Operand parameter(EelParser.FunctionCallContext f, List<ExprContext> arguments) {
        if (arguments.size() != 1
                || !(arguments.get(0) instanceof EelParser.IntegerLiteralContext)) {
            return wrong(f, "parameter takes the number of an argument.");
        }
        int n = Integer.parseInt(arguments.get(0).getText());
        List<Operand> given = method.parameters();
        return n < 1 || n > given.size()
                ? wrong(f, "There is no argument " + n + ".")
                : given.get(n - 1);
    }

    private Operand userFunction(
            EelParser.FunctionCallContext f,
            EelUnit.UserFunction user,
            List<ExprContext> arguments) {
        if (method.calls() >= USER_CALL_DEPTH_MAX) {
            method.error(EelError.RECURSION, f, "Function " + user.name() + " calls itself.");
            return Operand.NULL;
        }
        List<Kind> kinds = new ArrayList<>();
        StringBuilder passed = new StringBuilder("b, i");
        for (ExprContext a : arguments) {
            Operand o = writer.write(a);
            o = o.kind() == Kind.NOTHING ? Operand.of(Kind.TEXT, "\"\"", "true") : o;
            kinds.add(o.kind());
            passed.append(", ").append(o.value()).append(", ").append(o.nul());
        }
        String java = method.userFunction(user, kinds, method.calls() + 1);
        if (java == null) {
            return Operand.NULL;
        }
        Operand result =
                writer.temporary(
                        Operand.of(Kind.of(user.type()), java + "(" + passed + ")", "false"));
        String nul = method.unit().fresh("n");
        writer.out().append("boolean ").append(nul).append(" = nul;\n");
        return new Operand(result.kind(), result.value(), nul, null, user.type());
    }

    private @org.jspecify.annotations.Nullable Operand special(
            String key, List<Operand> a, ParserRuleContext node) {
        return switch (key) {
            case "isnull" ->
                    a.size() == 1
                            ? Operand.of(Kind.BOOLEAN, a.get(0).nul(), "false")
                            : wrong(node, "isnull takes one value.");
            case "isblank" ->
                    a.size() == 1
                            ? isBlank(a.get(0), node)
                            : wrong(node, "isblank takes one text.");
            case "coalesce" ->
                    a.isEmpty()
                            ? wrong(node, "coalesce takes at least one value.")
                            : coalesce(a, node);
            case "tointeger", "integer" -> one(a, Kind.INTEGER, node);
            case "toreal", "real" -> one(a, Kind.REAL, node);
            case "tostring", "string" -> one(a, Kind.TEXT, node);
            case "toboolean", "boolean" -> one(a, Kind.BOOLEAN, node);
            case "todate", "date" -> one(a, Kind.INTEGER, node);
            case "today" ->
                    Operand.of(Kind.INTEGER, "Math.floorDiv(x.entryMicros(), 1000000L)", "false");
            case "rand" -> random(a, node);
            case "print" -> print(a, node);
            default -> null;
        };
    }

    private Operand one(List<Operand> a, Kind kind, ParserRuleContext node) {
        return a.size() == 1
                ? writer.temporary(writer.convert(a.get(0), kind, node))
                : wrong(node, "One value is needed.");
    }

    private Operand isBlank(Operand o, ParserRuleContext node) {
        Operand t = writer.convert(o, Kind.TEXT, node);
        String blank =
                "dev.lockstep.expression.eel.runtime.TextFunctions.isblank(" + t.value() + ")";
        return writer.temporary(
                Operand.of(Kind.BOOLEAN, ExpressionWriter.either(t.nul(), blank), "false"));
    }

    private Operand coalesce(List<Operand> a, ParserRuleContext node) {
        Kind kind = Kind.NOTHING;
        for (Operand o : a) {
            boolean widens = kind == Kind.NOTHING || kind == Kind.INTEGER && o.kind() == Kind.REAL;
            kind = widens && o.kind() != Kind.NOTHING ? o.kind() : kind;
        }
        Operand result = writer.convert(a.get(a.size() - 1), kind, node);
        for (int k = a.size() - 2; k >= 0; k--) {
            Operand o = writer.convert(a.get(k), kind, node);
            result =
                    writer.temporary(
                            Operand.of(
                                    kind,
                                    "("
                                            + o.nul()
                                            + " ? "
                                            + result.value()
                                            + " : "
                                            + o.value()
                                            + ")",
                                    ExpressionWriter.both(o.nul(), result.nul())));
        }
        return result;
    }

    private Operand random(List<Operand> a, ParserRuleContext node) {
        Operand limit =
                a.isEmpty()
                        ? Operand.of(Kind.REAL, "1.0", "false")
                        : writer.convert(a.get(0), Kind.REAL, node);
        return writer.temporary(
                Operand.of(Kind.REAL, "x.nextDouble() * " + limit.value(), limit.nul()));
    }

    private Operand print(List<Operand> a, ParserRuleContext node) {
        if (a.isEmpty()) {
            return wrong(node, "print takes a value.");
        }
        Operand t = writer.convert(a.get(0), Kind.TEXT, node);
        writer.out()
                .append("if (!")
                .append(t.nul())
                .append(") x.print(")
                .append(t.value())
                .append(");\n");
        return Operand.of(Kind.BOOLEAN, "true", "false");
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
            Operand o =
                    writer.temporary(
                            writer.convert(
                                    values.get(k),
                                    FunctionCatalog.kind(form.parameters().charAt(k)),
                                    f));
            call.append(k == 0 ? "" : ", ").append(o.value());
            nul = ExpressionWriter.either(nul, o.nul());
        }
        Kind kind = FunctionCatalog.kind(form.result());
        call.append(')');
        String guarded =
                nul.equals("false")
                        ? call.toString()
                        : "(" + nul + " ? " + kind.zero() + " : " + call + ")";
        return writer.temporary(Operand.of(kind, guarded, nul));
    }

    Operand method(EelParser.MethodCallContext m) {
        EelUnit.Variable v = method.variable(m.ID().getText());
        if (v == null || v.kind() != Kind.REGEX) {
            method.error(EelError.UNKNOWN_NAME, m, m.ID().getText() + " is not an object.");
            return Operand.NULL;
        }
        List<Operand> a = new ArrayList<>();
        if (m.arguments() != null) {
            for (ExprContext e : m.arguments().expr()) {
                a.add(writer.temporary(writer.convert(writer.write(e), Kind.TEXT, e)));
            }
        }
        String name = m.name().getText().toLowerCase(Locale.ROOT);
        Kind kind =
                switch (name + "/" + a.size()) {
                    case "compile/1", "compile/2", "findfirst/1", "findnext/0", "findnext/1" ->
                            Kind.BOOLEAN;
                    case "matchstart/0", "matchlength/0" -> Kind.INTEGER;
                    case "replace/2" -> Kind.TEXT;
                    default -> Kind.NOTHING;
                };
        if (kind == Kind.NOTHING) {
            return wrong(m, "A regex has no method " + name + " with " + a.size() + " arguments.");
        }
        int taken =
                name.equals("compile") || name.equals("findfirst")
                        ? 1
                        : name.equals("findnext") ? 0 : a.size();
        StringBuilder call = new StringBuilder(v.value()).append('.').append(name).append('(');
        String nul = "false";
        for (int k = 0; k < taken; k++) {
            call.append(k == 0 ? "" : ", ").append(a.get(k).value());
            nul = ExpressionWriter.either(nul, a.get(k).nul());
        }
        call.append(')');
        String value =
                kind == Kind.BOOLEAN
                        ? ExpressionWriter.both(ExpressionWriter.not(nul), call.toString())
                        : call.toString();
        return writer.temporary(Operand.of(kind, value, kind == Kind.BOOLEAN ? "false" : nul));
    }
}
