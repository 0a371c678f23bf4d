package dev.lockstep.engine.codegen;

import dev.lockstep.api.error.Problem;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.expression.code.ClassFactory;
import dev.lockstep.expression.code.Generated;
import dev.lockstep.expression.eel.EelUnit;
import dev.lockstep.expression.eel.Scope;
import dev.lockstep.expression.runtime.EvaluationContext;
import dev.lockstep.model.project.InitSpec;
import dev.lockstep.model.project.Located;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One generated class under construction: expressions of the model and the glue around them. */
final class WindowCode {
    private static final String[] IMPORTS = {
        "dev.lockstep.api.block.EventBlock",
        "dev.lockstep.engine.store.RowTable",
        "dev.lockstep.engine.window.aggregate.function.*"
    };

    /** Statements in a method. */
    private static final int STATEMENTS = 24;

    private final EvaluationContext evaluation;
    private final List<Problem> problems;
    private final int problemsBefore;
    private final EelUnit unit;
    private final StringBuilder glue = new StringBuilder();

    WindowCode(EvaluationContext evaluation, List<Problem> problems, int maxText) {
        this.evaluation = evaluation;
        this.problems = problems;
        this.problemsBefore = problems.size();
        this.unit = new EelUnit(problems, maxText);
    }

    EelUnit unit() {
        return unit;
    }

    List<Problem> problems() {
        return problems;
    }

    StringBuilder glue() {
        return glue;
    }

    void initialize(@Nullable InitSpec init, Scope scope) {
        if (init == null) {
            return;
        }
        for (InitSpec.UserFunction f : init.functions()) {
            unit.function(f.name(), f.type(), f.body().text(), f.body().where());
        }
        Located initializer = init.initializer();
        if (initializer != null) {
            unit.initializer(initializer.text(), initializer.where(), scope);
        }
    }

    /** The class, connected and initialised; null if there were errors. */
    <T extends Generated> @Nullable T make(Class<T> base) {
        for (Problem p : problems.subList(problemsBefore, problems.size())) {
            if (p.isError()) {
                return null;
            }
        }
        T made = ClassFactory.instantiate(base, unit.members() + glue, IMPORTS);
        made.connect(evaluation, unit.constants());
        made.initializeVariables();
        return made;
    }

    static String array(FieldType type) {
        return switch (type.storage()) {
            case INT, BYTES -> "ints";
            case LONG -> "longs";
            case DOUBLE -> "doubles";
        };
    }

    static String javaType(FieldType type) {
        return switch (type.storage()) {
            case INT, BYTES -> "int";
            case LONG -> "long";
            case DOUBLE -> "double";
        };
    }

    /**
     * Java source of the null bit of a field: {@code target.nulls()[row * words + word] |= bit;}.
     */
    static String setNull(Schema schema, int field, String block, String row) {
        return word(schema, field, block, row) + " |= " + (1L << field) + "L;\n";
    }

    static String word(Schema schema, int field, String block, String row) {
        int words = schema.nullWords();
        return block
                + ".nulls()["
                + (words == 1 ? row : row + " * " + words + " + " + (field >>> 6))
                + "]";
    }

    /** Source that clears the null mask of a row. */
    static String clearNulls(Schema schema, String block, String row) {
        StringBuilder s = new StringBuilder();
        for (int w = 0; w < schema.nullWords(); w++) {
            s.append(word(schema, w * 64, block, row)).append(" = 0L;\n");
        }
        return s.toString();
    }

    /**
     * Source that stores the result of a generated expression method in a field of {@code out}, row
     * {@code r}.
     */
    static String store(Schema schema, int field, String call) {
        FieldType type = schema.type(field);
        return "out."
                + array(type)
                + "("
                + field
                + ")[r] = "
                + call
                + ";\nif (nul) "
                + setNull(schema, field, "out", "r");
    }

    /**
     * Adds methods {@code name0, name1, …} with the given statements, a bounded number in each, and
     * one {@code name} that calls them in order, so that no method outgrows the compiler.
     */
    void chunked(
            String name,
            String parameters,
            String arguments,
            String prologue,
            List<String> statements) {
        int a = STATEMENTS;
        int parts = (statements.size() + a - 1) / a;
        for (int p = 0; p < parts; p++) {
            glue.append("private void ")
                    .append(name)
                    .append("Part")
                    .append(p)
                    .append('(')
                    .append(parameters)
                    .append(") {\n");
            for (String s : statements.subList(p * a, Math.min(statements.size(), (p + 1) * a))) {
                glue.append(s);
            }
            glue.append("}\n");
        }
        glue.append("public void ")
                .append(name)
                .append('(')
                .append(parameters)
                .append(") {\n")
                .append(prologue);
        for (int p = 0; p < parts; p++) {
            glue.append(name).append("Part").append(p).append('(').append(arguments).append(");\n");
        }
        glue.append("}\n");
    }

    /**
     * The same for a method that tells whether no statement has returned false; {@code prologue}
     * stands before the statements.
     */
    void chunkedTest(
            String name,
            String parameters,
            String arguments,
            String prologue,
            List<String> statements) {
        int parts = (statements.size() + STATEMENTS - 1) / STATEMENTS;
        StringBuilder calls = new StringBuilder("return true");
        for (int p = 0; p < parts; p++) {
            String part = name + "Part" + p;
            int end = Math.min(statements.size(), (p + 1) * STATEMENTS);
            glue.append("private boolean ").append(part).append('(').append(parameters);
            glue.append(") {\n").append(prologue);
            statements.subList(p * STATEMENTS, end).forEach(glue::append);
            glue.append("return true;\n}\n");
            calls.append(" && ").append(part).append('(').append(arguments).append(')');
        }
        glue.append("public boolean ").append(name).append('(').append(parameters);
        glue.append(") {\n").append(calls).append(";\n}\n");
    }
}
