package dev.lockstep.expression.eel;

import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.Problem;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.expression.eel.grammar.EelParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The expressions of one generated class. Each becomes a method {@code TYPE NAME(EventBlock b, int
 * i)} as described at {@link dev.lockstep.expression.code.Generated}; variables of an initialiser
 * become fields of the class. Problems are collected; the source is only good if there was no
 * error.
 *
 * <p>Not thread-safe. One use: add everything, then take {@link #members}, {@link #constants} and
 * make the class.
 */
public final class EelUnit {
    /** What the generated source refers to by simple name. */
    public static final String[] IMPORTS = {"dev.lockstep.api.block.EventBlock"};

    private final List<Problem> problems;
    private final int maxText;
    private final StringBuilder members = new StringBuilder();
    private final List<Object> constants = new ArrayList<>();
    private final Map<String, Variable> shared = new LinkedHashMap<>();
    private final Map<String, UserFunction> functions = new LinkedHashMap<>();
    private int names;

    /** A variable: Java names of its value and its null flag. */
    record Variable(Kind kind, String value, String nul) {}

    /** A user function, compiled anew for each list of argument kinds. */
    record UserFunction(
            String name, FieldType type, EelParser.@Nullable ProgramContext body, Location where) {}

    /**
     * @param maxText how many characters a text result keeps
     */
    public EelUnit(List<Problem> problems, int maxText) {
        this.problems = problems;
        this.maxText = maxText;
    }

    /** A user function of {@code expr-initialize}. */
    public void function(String name, String typeText, String body, Location where) {
        FieldType type = FieldType.parse(typeText.trim());
        if (type == null) {
            error(
                    EelError.WRONG_TYPE,
                    where,
                    "Function " + name + " has the unknown type " + typeText + ".");
            type = FieldType.STRING;
        }
        String key = name.toLowerCase(Locale.ROOT);
        if (functions.put(key, new UserFunction(name, type, parse(body, where), where)) != null) {
            error(EelError.DUPLICATE_NAME, where, "Function " + name + " is declared twice.");
        }
    }

    /**
     * The initialiser: its variables are shared by all expressions of the unit and live as long as
     * the class.
     */
    public void initializer(String text, Location where, Scope scope) {
        EelParser.ProgramContext tree = parse(text, where);
        if (tree == null) {
            return;
        }
        MethodWriter writer = new MethodWriter(this, scope, where, true);
        String body = writer.initializer(tree);
        members.append("public void initializeVariables() {\nEventBlock b = null;\nint i = 0;\n")
                .append(body)
                .append("}\n");
    }

    /**
     * Adds an expression whose value becomes a field of type {@code wanted}: a method that returns
     * int, long or double by the type's storage, int codes for text and other bytes.
     */
    public void expression(
            String method, String text, Location where, Scope scope, FieldType wanted) {
        EelParser.ProgramContext tree = parse(text, where);
        if (tree != null) {
            MethodWriter writer = new MethodWriter(this, scope, where, false);
            method(method, writer.javaType(wanted), writer.fieldMethod(tree, wanted));
        }
    }

    /** Adds a condition: a boolean method that is false for null and for the number 0. */
    public void condition(String method, String text, Location where, Scope scope) {
        EelParser.ProgramContext tree = parse(text, where);
        if (tree != null) {
            method(
                    method,
                    "boolean",
                    new MethodWriter(this, scope, where, false).conditionMethod(tree));
        }
    }

    /** Adds an argument of an aggregate function; returns the type that its method gives. */
    public FieldType argument(String method, Scope.Argument argument, Scope scope) {
        MethodWriter writer = new MethodWriter(this, scope, argument.origin(), false);
        MethodWriter.Argument a = writer.argumentMethod(argument.tree());
        method(method, writer.javaType(a.type()), a.body());
        return a.type();
    }

    private void method(String name, String type, String body) {
        members.append("public ")
                .append(type)
                .append(' ')
                .append(name)
                .append("(EventBlock b, int i) {\n");
        members.append(body).append("}\n");
    }

    EelParser.@Nullable ProgramContext parse(String text, Location where) {
        return EelSyntax.parse(text, where, problems);
    }

    void error(EelError code, Location where, String detail) {
        problems.add(Problem.error(code, where, detail));
    }

    int maxText() {
        return maxText;
    }

    Map<String, Variable> shared() {
        return shared;
    }

    @Nullable UserFunction userFunction(String name) {
        return functions.get(name.toLowerCase(Locale.ROOT));
    }

    /** A Java name that is not taken in the class. */
    String fresh(String prefix) {
        return prefix + names++;
    }

    void addMember(String source) {
        members.append(source);
    }

    /** The ordinal of a constant; equal ones share it. */
    int constant(Object value) {
        int at = constants.indexOf(value);
        if (at < 0) {
            at = constants.size();
            constants.add(value);
        }
        return at;
    }

    /** The constants array for {@link dev.lockstep.expression.code.Generated#connect}. */
    public Object[] constants() {
        return constants.toArray();
    }

    /** Fields and methods for the class body, with the code that saves and restores variables. */
    public String members() {
        StringBuilder all = new StringBuilder(members);
        all.append(
                "public void saveVariables(java.io.DataOutput o) throws java.io.IOException {\n");
        for (Variable v : shared.values()) {
            if (v.kind() != Kind.REGEX) {
                all.append("o.writeBoolean(").append(v.nul()).append(");\n");
            }
            all.append(write(v)).append('\n');
        }
        all.append(
                "}\n"
                    + "public void restoreVariables(java.io.DataInput o) throws java.io.IOException"
                    + " {\n");
        for (Variable v : shared.values()) {
            if (v.kind() != Kind.REGEX) {
                all.append(v.nul()).append(" = o.readBoolean();\n");
            }
            all.append(read(v)).append('\n');
        }
        return all.append("}\n").toString();
    }

    private static String write(Variable v) {
        return switch (v.kind()) {
            case INTEGER, NOTHING -> "o.writeLong(" + v.value() + ");";
            case REAL -> "o.writeDouble(" + v.value() + ");";
            case BOOLEAN -> "o.writeBoolean(" + v.value() + ");";
            case TEXT -> "writeText(o, " + v.value() + ");";
            case REGEX -> "writeText(o, " + v.value() + ".source());";
            case OPAQUE -> "";
        };
    }

    private static String read(Variable v) {
        return switch (v.kind()) {
            case INTEGER, NOTHING -> v.value() + " = o.readLong();";
            case REAL -> v.value() + " = o.readDouble();";
            case BOOLEAN -> v.value() + " = o.readBoolean();";
            case TEXT -> v.value() + " = readText(o);";
            case REGEX -> v.value() + ".compile(readText(o));";
            case OPAQUE -> "";
        };
    }
}
