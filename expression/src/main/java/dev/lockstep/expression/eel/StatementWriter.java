package dev.lockstep.expression.eel;

import dev.lockstep.expression.eel.grammar.EelParser;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;

/** Writes statements. Each method tells whether every path through what it wrote has returned. */
final class StatementWriter {
    private final MethodWriter method;
    private final ExpressionWriter expressions;
    private final CodeBuffer code;

    StatementWriter(MethodWriter method) {
        this.method = method;
        this.expressions = method.expressions();
        this.code = method.code();
    }

    private StringBuilder out() {
        return code.out();
    }

    /** Statements in order. Those behind a return are checked, not written. */
    boolean statements(List<EelParser.StatementContext> list, boolean isTail) {
        boolean hasReturned = false;
        for (int k = 0; k < list.size(); k++) {
            StringBuilder outer = hasReturned ? code.open() : out();
            boolean returns = statement(list.get(k), isTail && isLastValue(list, k));
            if (hasReturned) {
                out().setLength(0);
                code.close(outer);
            }
            hasReturned |= returns;
            if (!hasReturned && code.isFull()) {
                code.moveStatements(false);
            }
        }
        return hasReturned;
    }

    /** The body of a branch or a loop: a block for variables and for code. */
    private boolean block(List<EelParser.StatementContext> list, boolean isTail) {
        method.variables().open();
        StringBuilder outer = code.open();
        boolean hasReturned = statements(list, isTail);
        if (code.overflows(outer)) {
            code.moveStatements(hasReturned);
        }
        code.close(outer);
        method.variables().close();
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
            case EelParser.CompoundContext c -> block(c.statement(), isTail);
            case EelParser.ReturnedContext r ->
                    method.returned(
                            r, r.expr() == null ? Operand.NULL : expressions.write(r.expr()));
            case EelParser.ValueContext v -> {
                Operand value = expressions.write(v.expr());
                yield isTail && !method.isInitializer() && method.returned(v, value);
            }
            default -> false;
        };
    }

    private boolean declaration(EelParser.DeclarationContext d) {
        EelParser.TypeContext type = d.type();
        if (type.DATAQ_TYPE() != null) {
            method.error(
                    EelError.UNSUPPORTED,
                    d,
                    "Data quality objects need a knowledge base that is not available here.");
            return false;
        }
        boolean isStatic = d.modifier() != null && d.modifier().STATIC() != null;
        for (EelParser.VariableContext v : d.variable()) {
            declare(v, kindOf(type), isStatic);
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

    private void declare(EelParser.VariableContext v, Kind kind, boolean isStatic) {
        String name = MethodWriter.name(v.ID());
        Operand value = v.expr() == null ? null : expressions.write(v.expr());
        boolean isLasting = isStatic && !method.isUserFunction();
        if (isStatic && !isLasting) {
            method.error(
                    EelError.UNSUPPORTED,
                    v,
                    "A user function has no static variables; declare "
                            + name
                            + " in the initializer.");
        }
        EelUnit.Variable made;
        if (method.isInitializer() && method.variables().isOutermost()) {
            made = method.unit().share(name, kind);
        } else if (isLasting) {
            made = method.variables().declareLasting(name, kind);
        } else {
            made = method.variables().declare(name, kind, out());
        }
        if (made == null) {
            method.error(EelError.DUPLICATE_NAME, v, "Variable " + name + " is declared twice.");
        } else if (value != null) {
            first(made, v, value, isLasting && !method.isInitializer());
        }
    }

    /** Assigns at a declaration; a lasting variable only while it is null. */
    private void first(
            EelUnit.Variable v, ParserRuleContext node, Operand value, boolean isLasting) {
        out().append(isLasting && v.kind() != Kind.REGEX ? "if (" + v.nul() + ") {\n" : "{\n");
        assign(v, node, value);
        out().append("}\n");
    }

    private boolean assignment(EelParser.AssignmentContext a) {
        Operand value = expressions.write(a.expr());
        EelUnit.Variable v = variable(a.ID().getText(), MethodWriter.name(a.ID()), a);
        if (v != null) {
            assign(v, a, value);
        }
        return false;
    }

    private EelUnit.@Nullable Variable variable(String shown, String name, ParserRuleContext node) {
        EelUnit.Variable v = method.variables().find(name);
        if (v == null) {
            method.error(EelError.UNKNOWN_NAME, node, "Variable " + shown + " is not declared.");
        }
        return v;
    }

    private void assign(EelUnit.Variable v, ParserRuleContext node, Operand value) {
        if (v.kind() == Kind.REGEX) {
            method.error(
                    EelError.WRONG_TYPE, node, "A regex cannot be assigned; compile a pattern.");
            return;
        }
        if (method.unit().isLasting(v)) {
            method.unit().whim(method);
        }
        Operand o = expressions.convert(value, v.kind(), node);
        out().append(v.value()).append(" = ").append(o.value()).append(";\n");
        out().append(v.nul()).append(" = ").append(o.nul()).append(";\n");
    }

    private boolean conditional(EelParser.ConditionalContext c, boolean isTail) {
        Operand test = expressions.truth(expressions.write(c.expr()), c.expr());
        out().append("if (").append(test.value()).append(") {\n");
        boolean first = block(List.of(c.statement(0)), isTail);
        out().append("}\n");
        if (c.statement().size() < 2) {
            return false;
        }
        out().append("else {\n");
        boolean second = block(List.of(c.statement(1)), isTail);
        out().append("}\n");
        return first && second;
    }

    private boolean whileLoop(EelParser.WhileLoopContext w) {
        out().append("while (true) {\n");
        Operand test = expressions.truth(expressions.write(w.expr()), w.expr());
        out().append("if (!").append(test.value()).append(") break;\n");
        giveUp();
        block(List.of(w.statement()), false);
        out().append("}\n");
        return false;
    }

    private void giveUp() {
        out().append("if (++rounds > ").append(EelLimits.ROUNDS.defaultValue()).append(") {\n");
        method.noValue();
        out().append("}\n");
    }

    private boolean forLoop(EelParser.ForLoopContext f) {
        EelUnit.Variable v = variable(f.ID().getText(), MethodWriter.name(f.ID()), f);
        if (v == null) {
            return false;
        }
        if (!v.kind().isNumber()) {
            method.error(EelError.WRONG_TYPE, f, "Variable " + f.ID().getText() + " is no number.");
            return false;
        }
        assign(v, f, expressions.write(f.expr(0)));
        Operand end = bound(f.expr(1), v.kind());
        Operand step =
                f.STEP() == null
                        ? expressions.convert(Operand.small("1L", "false"), v.kind(), f)
                        : bound(f.expr(2), v.kind());
        String up = step.value() + " >= 0 && " + v.value() + " <= " + end.value();
        String down = step.value() + " < 0 && " + v.value() + " >= " + end.value();
        String nul = ExpressionWriter.either(end.nul(), step.nul());
        out().append("while (!(").append(v.nul()).append(" || ").append(nul);
        out().append(") && (").append(up).append(" || ").append(down).append(")) {\n");
        giveUp();
        boolean hasReturned = block(List.of(f.statement()), false);
        if (!hasReturned) {
            next(v, step);
        }
        out().append("}\n");
        return false;
    }

    private Operand bound(EelParser.ExprContext node, Kind kind) {
        return expressions.temporary(expressions.convert(expressions.write(node), kind, node));
    }

    /** Adds the step; an integer that would leave 64 bits ends the loop by becoming null. */
    private void next(EelUnit.Variable v, Operand step) {
        if (v.kind() == Kind.INTEGER) {
            String sum = method.unit().fresh("v");
            out().append("long ").append(sum).append(" = ").append(v.value());
            out().append(" + ").append(step.value()).append(";\n");
            out().append("if (((").append(v.value()).append(" ^ ").append(sum).append(") & (");
            out().append(step.value()).append(" ^ ").append(sum).append(")) < 0L) ");
            out().append(v.nul()).append(" = true;\n");
            out().append(v.value()).append(" = ").append(sum).append(";\n");
        } else {
            out().append(v.value()).append(" = ").append(v.value());
            out().append(" + ").append(step.value()).append(";\n");
        }
    }
}
