package dev.lockstep.expression.eel;

import dev.lockstep.api.error.Location;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.expression.eel.grammar.EelParser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;

/**
 * Writes one method: its statements, variables and returns. Values are written by {@link
 * ExpressionWriter}.
 */
final class MethodWriter {
    /** Rounds of a loop before the expression gives up and is null. */
    static final int ROUNDS_MAX = 10_000_000;

    private final EelUnit unit;
    private final Scope scope;
    private final Location origin;
    private final boolean isInitializer;
    private final StringBuilder declarations = new StringBuilder();
    private final StringBuilder out = new StringBuilder();
    private final Map<String, EelUnit.Variable> locals = new LinkedHashMap<>();
    private final ExpressionWriter expressions;
    private List<Operand> parameters = List.of();
    private ReturnForm form = ReturnForm.NONE;
    private FieldType wanted = FieldType.STRING;
    private Kind wantedKind = Kind.TEXT;
    private int calls;

    /** What a return does. */
    private enum ReturnForm {
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

    MethodWriter(EelUnit unit, Scope scope, Location origin, boolean isInitializer) {
        this.unit = unit;
        this.scope = scope;
        this.origin = origin;
        this.isInitializer = isInitializer;
        this.expressions = new ExpressionWriter(this);
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

    StringBuilder out() {
        return out;
    }

    boolean hasLocals() {
        return !locals.isEmpty() || !parameters.isEmpty();
    }

    List<Operand> parameters() {
        return parameters;
    }

    Location where(ParserRuleContext node) {
        return origin.plus(
                node.getStart().getLine() - 1, node.getStart().getCharPositionInLine() + 1);
    }

    void error(EelError code, ParserRuleContext node, String detail) {
        unit.error(code, where(node), detail);
    }

    String javaType(FieldType type) {
        return switch (type.storage()) {
            case INT, BYTES -> "int";
            case LONG -> "long";
            case DOUBLE -> "double";
        };
    }

    String initializer(EelParser.ProgramContext tree) {
        form = ReturnForm.NONE;
        statements(tree.statement(), false);
        return declarations.toString() + out;
    }

    String fieldMethod(EelParser.ProgramContext tree, FieldType type) {
        form = ReturnForm.FIELD;
        wanted = type;
        return finish(statements(tree.statement(), true));
    }

    String conditionMethod(EelParser.ProgramContext tree) {
        form = ReturnForm.CONDITION;
        return finish(statements(tree.statement(), true));
    }

    /** One expression whose type decides the method's. */
    Argument argumentMethod(EelParser.ExprContext tree) {
        form = ReturnForm.FIELD;
        Operand value = expressions.write(tree);
        wanted = expressions.naturalType(tree, value);
        returned(tree, value);
        return new Argument(wanted, declarations.toString() + out);
    }

    /**
     * A user function's method for arguments of these kinds; returns its Java name, or null after a
     * problem.
     */
    @Nullable String userFunction(EelUnit.UserFunction function, List<Kind> kinds, int depth) {
        StringBuilder key = new StringBuilder();
        StringBuilder signature = new StringBuilder("EventBlock b, int i");
        java.util.ArrayList<Operand> given = new java.util.ArrayList<>();
        for (Kind kind : kinds) {
            String value = "p" + given.size();
            signature
                    .append(", ")
                    .append(kind.java())
                    .append(' ')
                    .append(value)
                    .append(", boolean ")
                    .append(value)
                    .append('n');
            given.add(Operand.of(kind, value, value + "n"));
            key.append(kind.name().charAt(0));
        }
        EelParser.ProgramContext body = function.body();
        if (body == null) {
            return null;
        }
        MethodWriter writer = new MethodWriter(unit, scope, function.where(), false);
        writer.calls = depth;
        writer.parameters = given;
        writer.form = ReturnForm.KIND;
        writer.wantedKind = Kind.of(function.type());
        String name = unit.fresh("f" + key + "_");
        String code = writer.finish(writer.statements(body.statement(), true));
        unit.addMember(
                "private "
                        + writer.wantedKind.java()
                        + " "
                        + name
                        + "("
                        + signature
                        + ") {\n"
                        + code
                        + "}\n");
        return name;
    }

    int calls() {
        return calls;
    }

    private String finish(boolean hasReturned) {
        if (!hasReturned) {
            out.append("nul = true;\nreturn ").append(zero()).append(";\n");
        }
        return declarations.toString() + out;
    }

    private String zero() {
        return switch (form) {
            case NONE -> "";
            case CONDITION -> "false";
            case KIND -> wantedKind.zero();
            case FIELD -> "0";
        };
    }

    /**
     * Writes statements; returns whether every path has returned. Those behind a return are
     * checked, not written.
     */
    private boolean statements(List<EelParser.StatementContext> list, boolean isTail) {
        boolean hasReturned = false;
        for (int k = 0; k < list.size(); k++) {
            int length = out.length();
            boolean isLast = isTail && isLastValue(list, k);
            boolean returns = statement(list.get(k), isLast);
            if (hasReturned) {
                out.setLength(length);
            }
            hasReturned |= returns;
        }
        return hasReturned;
    }

    private static boolean isLastValue(List<EelParser.StatementContext> list, int k) {
        for (int later = k + 1; later < list.size(); later++) {
            if (!(list.get(later) instanceof EelParser.EmptyContext)) {
                return false;
            }
        }
        return true;
    }

    private boolean statement(EelParser.StatementContext node, boolean isTail) {
        return switch (node) {
            case EelParser.DeclarationContext d -> declaration(d);
            case EelParser.AssignmentContext a -> assignment(a);
            case EelParser.ConditionalContext c -> conditional(c, isTail);
            case EelParser.WhileLoopContext w -> whileLoop(w);
            case EelParser.ForLoopContext f -> forLoop(f);
            case EelParser.CompoundContext c -> statements(c.statement(), isTail);
            case EelParser.ReturnedContext r ->
                    returned(r, r.expr() == null ? Operand.NULL : expressions.write(r.expr()));
            case EelParser.ValueContext v -> {
                Operand value = expressions.write(v.expr());
                yield isTail && form != ReturnForm.NONE && returned(v, value);
            }
            default -> false;
        };
    }

    private boolean declaration(EelParser.DeclarationContext d) {
        EelParser.TypeContext type = d.type();
        if (type.DATAQ_TYPE() != null) {
            error(
                    EelError.UNSUPPORTED,
                    d,
                    "Data quality objects need a knowledge base that is not available here.");
            return false;
        }
        for (EelParser.VariableContext v : d.variable()) {
            EelUnit.Variable made = declare(v, kindOf(type), isInitializer);
            if (v.expr() != null && made != null) {
                assign(made, v, expressions.write(v.expr()));
            }
        }
        return false;
    }

    private static Kind kindOf(EelParser.TypeContext type) {
        if (type.REAL_TYPE() != null) {
            return Kind.REAL;
        }
        if (type.STRING_TYPE() != null) {
            return Kind.TEXT;
        }
        if (type.BOOLEAN_TYPE() != null) {
            return Kind.BOOLEAN;
        }
        return type.REGEX_TYPE() != null ? Kind.REGEX : Kind.INTEGER;
    }

    private EelUnit.@Nullable Variable declare(
            EelParser.VariableContext v, Kind kind, boolean isShared) {
        String key = v.ID().getText().toLowerCase(Locale.ROOT);
        Map<String, EelUnit.Variable> names = isShared ? unit.shared() : locals;
        if (names.containsKey(key)) {
            error(
                    EelError.DUPLICATE_NAME,
                    v,
                    "Variable " + v.ID().getText() + " is declared twice.");
            return null;
        }
        String java = unit.fresh("u");
        EelUnit.Variable variable = new EelUnit.Variable(kind, java, java + "n");
        if (kind == Kind.REGEX) {
            unit.addMember(
                    "private final "
                            + kind.java()
                            + " "
                            + java
                            + " = new "
                            + kind.java()
                            + "();\n");
        } else if (isShared) {
            unit.addMember(
                    "private "
                            + kind.java()
                            + " "
                            + java
                            + " = "
                            + kind.zero()
                            + ";\nprivate boolean "
                            + java
                            + "n = true;\n");
        } else {
            declarations
                    .append(kind.java())
                    .append(' ')
                    .append(java)
                    .append(" = ")
                    .append(kind.zero())
                    .append(";\n");
            declarations.append("boolean ").append(java).append("n = true;\n");
        }
        names.put(key, variable);
        return variable;
    }

    EelUnit.@Nullable Variable variable(String name) {
        String key = name.toLowerCase(Locale.ROOT);
        EelUnit.Variable local = locals.get(key);
        return local != null ? local : unit.shared().get(key);
    }

    private boolean assignment(EelParser.AssignmentContext a) {
        Operand value = expressions.write(a.expr());
        EelUnit.Variable v = variable(a.ID().getText());
        if (v == null) {
            error(EelError.UNKNOWN_NAME, a, "Variable " + a.ID().getText() + " is not declared.");
        } else {
            assign(v, a, value);
        }
        return false;
    }

    private void assign(EelUnit.Variable v, ParserRuleContext node, Operand value) {
        Operand converted = expressions.convert(value, v.kind(), node);
        out.append(v.value()).append(" = ").append(converted.value()).append(";\n");
        out.append(v.nul()).append(" = ").append(converted.nul()).append(";\n");
    }

    private boolean conditional(EelParser.ConditionalContext c, boolean isTail) {
        Operand test = expressions.truth(expressions.write(c.expr()), c.expr());
        out.append("if (").append(test.value()).append(") {\n");
        boolean first = statement(c.statement(0), isTail);
        out.append("}\n");
        if (c.statement().size() < 2) {
            return false;
        }
        out.append("else {\n");
        boolean second = statement(c.statement(1), isTail);
        out.append("}\n");
        return first && second;
    }

    private boolean whileLoop(EelParser.WhileLoopContext w) {
        String rounds = unit.fresh("r");
        out.append("int ").append(rounds).append(" = 0;\nwhile (true) {\n");
        Operand test = expressions.truth(expressions.write(w.expr()), w.expr());
        out.append("if (!").append(test.value()).append(") break;\n");
        giveUp(rounds);
        statement(w.statement(), false);
        out.append("}\n");
        return false;
    }

    private void giveUp(String rounds) {
        out.append("if (++")
                .append(rounds)
                .append(" > ")
                .append(ROUNDS_MAX)
                .append(") { nul = true; return ");
        out.append(zero()).append("; }\n");
    }

    private boolean forLoop(EelParser.ForLoopContext f) {
        EelUnit.Variable v = variable(f.ID().getText());
        if (v == null || !v.kind().isNumber()) {
            error(
                    EelError.UNKNOWN_NAME,
                    f,
                    "Variable " + f.ID().getText() + " is not declared as a number.");
            return false;
        }
        assign(v, f, expressions.write(f.expr(0)));
        Operand end =
                expressions.temporary(
                        expressions.convert(expressions.write(f.expr(1)), v.kind(), f));
        Operand step =
                f.STEP() == null
                        ? Operand.of(Kind.INTEGER, "1L", "false")
                        : expressions.temporary(
                                expressions.convert(expressions.write(f.expr(2)), v.kind(), f));
        String rounds = unit.fresh("r");
        out.append("int ")
                .append(rounds)
                .append(" = 0;\nwhile (!")
                .append(v.nul())
                .append(" && !")
                .append(end.nul());
        out.append(" && (")
                .append(step.value())
                .append(" >= 0 ? ")
                .append(v.value())
                .append(" <= ")
                .append(end.value());
        out.append(" : ").append(v.value()).append(" >= ").append(end.value()).append(")) {\n");
        giveUp(rounds);
        statement(f.statement(), false);
        out.append(v.value())
                .append(" = ")
                .append(v.value())
                .append(" + ")
                .append(step.value())
                .append(";\n}\n");
        return false;
    }

    /** Writes a return of this value in the method's form. */
    private boolean returned(ParserRuleContext node, Operand value) {
        switch (form) {
            case NONE -> out.append("if (true) return;\n");
            case CONDITION -> {
                Operand truth = expressions.truth(value, node);
                out.append("nul = ")
                        .append(truth.nul())
                        .append(";\nreturn ")
                        .append(truth.value())
                        .append(";\n");
            }
            case KIND -> {
                Operand o = expressions.convert(value, wantedKind, node);
                out.append("nul = ")
                        .append(o.nul())
                        .append(";\nreturn ")
                        .append(o.value())
                        .append(";\n");
            }
            case FIELD -> {
                Operand o = expressions.toField(value, wanted, node);
                out.append("nul = ")
                        .append(o.nul())
                        .append(";\nreturn ")
                        .append(o.value())
                        .append(";\n");
            }
        }
        return form != ReturnForm.NONE;
    }

    /** How many tokens a node spans: a cheap measure of its code. */
    static int tokens(ParseTree node) {
        return node.getSourceInterval().length();
    }
}
