package dev.lockstep.expression.eel;

import dev.lockstep.api.error.Location;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.expression.eel.grammar.EelParser;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/**
 * One method in the making: what it returns and how, its variables and its code. Statements are
 * written by {@link StatementWriter}, values by {@link ExpressionWriter}.
 */
final class MethodWriter {
    /**
     * Tokens of the longest program that certainly fits one method. A longer one keeps its
     * variables in fields and its statements in methods that tell whether they have returned.
     */
    private static final int TOKENS_A_METHOD = 60;

    private final EelUnit unit;
    private final Scope scope;
    private final Location origin;
    private final ReturnForm form;
    private final CodeBuffer code;
    private final Variables variables;
    private final ExpressionWriter expressions;
    private final boolean inParts;
    private List<Operand> parameters = List.of();
    private FieldType wanted = FieldType.STRING;
    private String result = "";

    /** What a return does. */
    enum ReturnForm {
        /** Ends the method without a value: an initialiser. */
        NONE,
        /** A value as a field's column holds it. */
        FIELD,
        CONDITION,
        /** A value as generated code holds it: a user function. */
        KIND
    }

    /** An argument method: its field type and body. */
    record Argument(FieldType type, String body) {}

    private MethodWriter(
            EelUnit unit, Scope scope, Location origin, ReturnForm form, ParserRuleContext tree) {
        boolean isLong = tree.getSourceInterval().length() > TOKENS_A_METHOD;
        this.unit = unit;
        this.scope = scope;
        this.origin = origin;
        this.form = form;
        this.inParts = isLong && tree instanceof EelParser.ProgramContext p && !isOneValue(p);
        this.code = new CodeBuffer(unit, isLong);
        this.variables = new Variables(unit, isLong);
        this.expressions = new ExpressionWriter(this);
    }

    private static boolean isOneValue(EelParser.ProgramContext tree) {
        return tree.statement().size() == 1 && tree.statement(0) instanceof EelParser.ValueContext;
    }

    EelUnit unit() {
        return unit;
    }

    Scope scope() {
        return scope;
    }

    Location origin() {
        return origin;
    }

    CodeBuffer code() {
        return code;
    }

    StringBuilder out() {
        return code.out();
    }

    Variables variables() {
        return variables;
    }

    ExpressionWriter expressions() {
        return expressions;
    }

    List<Operand> parameters() {
        return parameters;
    }

    boolean isInitializer() {
        return form == ReturnForm.NONE;
    }

    boolean isUserFunction() {
        return form == ReturnForm.KIND;
    }

    Location where(ParserRuleContext node) {
        return origin.plus(
                node.getStart().getLine() - 1, node.getStart().getCharPositionInLine() + 1);
    }

    void error(EelError code, ParserRuleContext node, String detail) {
        unit.error(code, where(node), detail);
    }

    static String initializer(
            EelUnit unit, EelParser.ProgramContext tree, Location where, Scope scope) {
        MethodWriter m = new MethodWriter(unit, scope, where, ReturnForm.NONE, tree);
        return m.program(tree);
    }

    static String field(
            EelUnit unit,
            EelParser.ProgramContext tree,
            Location where,
            Scope scope,
            FieldType type) {
        MethodWriter m = new MethodWriter(unit, scope, where, ReturnForm.FIELD, tree);
        m.wanted = type;
        return m.program(tree);
    }

    static String condition(
            EelUnit unit, EelParser.ProgramContext tree, Location where, Scope scope) {
        return new MethodWriter(unit, scope, where, ReturnForm.CONDITION, tree).program(tree);
    }

    /** One expression whose type decides the method's. */
    static Argument argument(EelUnit unit, Scope.Argument argument, Scope scope) {
        MethodWriter m =
                new MethodWriter(unit, scope, argument.origin(), ReturnForm.FIELD, argument.tree());
        Operand value = m.expressions.write(argument.tree());
        m.wanted = m.expressions.naturalType(argument.tree(), value);
        m.returned(argument.tree(), value);
        return new Argument(m.wanted, m.start() + m.out());
    }

    /** A user function's method for such arguments; returns its Java name. */
    static String userFunction(
            EelUnit unit,
            EelUnit.UserFunction function,
            EelParser.ProgramContext body,
            List<Operand> arguments,
            Scope scope) {
        MethodWriter m = new MethodWriter(unit, scope, function.where(), ReturnForm.KIND, body);
        m.wanted = function.type();
        StringBuilder signature = new StringBuilder("EventBlock b, int i");
        StringBuilder copies = new StringBuilder();
        java.util.ArrayList<Operand> given = new java.util.ArrayList<>();
        for (Operand a : arguments) {
            String p = "p" + given.size();
            signature.append(", ").append(a.kind().java()).append(' ').append(p);
            signature.append(", boolean ").append(p).append('n');
            EelUnit.Variable v = new EelUnit.Variable(a.kind(), p, p + "n");
            if (m.inParts && a.kind() != Kind.REGEX) {
                v = unit.field(a.kind());
                copies.append(v.value()).append(" = ").append(p).append(";\n");
                copies.append(v.nul()).append(" = ").append(p).append("n;\n");
            }
            given.add(new Operand(a.kind(), v.value(), v.nul(), null, a.opaque(), a.isSmall()));
        }
        m.parameters = given;
        String name = unit.fresh("function");
        String source = m.program(body);
        unit.addMember("private " + m.javaType() + " " + name + "(" + signature + ") {\n");
        unit.addMember(copies + source + "}\n");
        return name;
    }

    /** The Java type of the method. */
    private String javaType() {
        return switch (form) {
            case NONE -> "void";
            case CONDITION -> "boolean";
            case KIND -> Kind.of(wanted).java();
            case FIELD -> unit.javaType(wanted);
        };
    }

    private String zero() {
        return switch (form) {
            case NONE -> "";
            case CONDITION -> "false";
            case KIND -> Kind.of(wanted).zero();
            case FIELD -> "0";
        };
    }

    private String program(EelParser.ProgramContext tree) {
        if (inParts && form != ReturnForm.NONE) {
            result = unit.fresh("r");
            unit.addMember("private " + javaType() + " " + result + ";\n");
        }
        boolean hasReturned = new StatementWriter(this).statements(tree.statement(), true);
        if (!inParts) {
            if (!hasReturned) {
                noValue();
            }
            return start() + out();
        }
        String part = unit.fresh("part");
        unit.addMember("private boolean " + part + "(EventBlock b, int i) {\n" + out());
        unit.addMember(hasReturned ? "}\n" : "return false;\n}\n");
        String end =
                form == ReturnForm.NONE
                        ? part + "(b, i);\n"
                        : "if (" + part + "(b, i)) return " + result + ";\nnul = true;\nreturn ";
        return start() + end + (form == ReturnForm.NONE ? "" : zero() + ";\n");
    }

    /** Rounds of loops are counted for a whole evaluation, the user functions it calls included. */
    private String start() {
        return (form == ReturnForm.KIND ? "" : "rounds = 0;\n") + variables.declarations();
    }

    /** Writes a return without a value. */
    void noValue() {
        returnOf("true", zero());
    }

    private void returnOf(String nul, String value) {
        if (form != ReturnForm.NONE) {
            out().append("nul = ").append(nul).append(";\n");
        }
        if (!inParts) {
            out().append(form == ReturnForm.NONE ? "if (true) return;\n" : "");
            out().append(form == ReturnForm.NONE ? "" : "return " + value + ";\n");
            return;
        }
        if (form != ReturnForm.NONE) {
            out().append(result).append(" = ").append(value).append(";\n");
        }
        out().append(form == ReturnForm.NONE ? "if (true) return true;\n" : "return true;\n");
    }

    /** Writes a return of this value; tells whether nothing behind it can be reached. */
    boolean returned(ParserRuleContext node, Operand value) {
        switch (form) {
            case NONE -> noValue();
            case CONDITION -> {
                Operand truth = expressions.truth(value, node);
                returnOf(truth.nul(), truth.value());
            }
            case KIND -> {
                Operand o = expressions.toFunction(value, wanted, node);
                returnOf(o.nul(), o.value());
            }
            case FIELD -> {
                Operand o = expressions.toField(value, wanted, node);
                returnOf(o.nul(), o.value());
            }
        }
        return form != ReturnForm.NONE;
    }

    /** The name that an identifier stands for: its text, or what stands between grave accents. */
    static String name(ParseTree identifier) {
        String text = identifier.getText();
        return text.startsWith("`")
                ? text.substring(1, text.length() - 1).replace("``", "`")
                : text;
    }

    EelUnit.@Nullable Variable variable(TerminalNode identifier) {
        return variables.find(name(identifier));
    }
}
