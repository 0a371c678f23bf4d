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
import org.antlr.v4.runtime.ParserRuleContext;
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
    private final Map<Object, Integer> ordinals = new LinkedHashMap<>();
    private final List<Variable> lasting = new ArrayList<>();
    private final Map<String, Variable> shared = new LinkedHashMap<>();
    private final Map<String, UserFunction> functions = new LinkedHashMap<>();
    private final List<CompiledFunction> compiled = new ArrayList<>();
    private final List<UserFunction> open = new ArrayList<>();
    private int names;
    private long tokens;
    private int whims;

    /** Of an initializer: there is no event, so none of these fields can be read. */
    record NoEvent(Scope fields) implements Scope {
        @Override
        public @Nullable FieldRef field(String name) {
            return null;
        }
    }

    /** A variable: Java names of its value and its null flag. */
    record Variable(Kind kind, String value, String nul) {}

    /** A user function, compiled anew for each list of argument kinds. */
    record UserFunction(
            String name, FieldType type, EelParser.@Nullable ProgramContext body, Location where) {}

    /** What a user function became for a list of argument types; Java's name of it. */
    private record CompiledFunction(
            UserFunction function, Scope scope, String arguments, String java) {}

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
     * the class. It runs before there is an event.
     */
    public void initializer(String text, Location where, Scope scope) {
        EelParser.ProgramContext tree = parse(text, where);
        if (tree == null || isTooLong(tree, where)) {
            return;
        }
        String body = MethodWriter.initializer(this, tree, where, new NoEvent(scope));
        members.append("public void initializeVariables() {\nEventBlock b = null;\nint i = 0;\n")
                .append(body)
                .append("}\n");
    }

    /**
     * Adds an expression whose value becomes a field of type {@code wanted}: a method that returns
     * int, long or double by the type's storage, int codes for text and other bytes.
     *
     * @return the field whose value the expression merely repeats, or null if it does anything else
     */
    public Scope.@Nullable FieldRef expression(
            String method, String text, Location where, Scope scope, FieldType wanted) {
        EelParser.ProgramContext tree = parse(text, where);
        if (tree == null || isTooLong(tree, where)) {
            return null;
        }
        method(method, javaType(wanted), MethodWriter.field(this, tree, where, scope, wanted));
        Scope.FieldRef sole = soleField(tree, scope);
        return sole != null && isRepeated(sole.type(), wanted) ? sole : null;
    }

    private Scope.@Nullable FieldRef soleField(EelParser.ProgramContext tree, Scope scope) {
        if (tree.statement().size() != 1
                || !(tree.statement(0) instanceof EelParser.ValueContext value)) {
            return null;
        }
        return soleField(value.expr(), scope);
    }

    /** The field that the argument merely names, or null if it is anything else. */
    public Scope.@Nullable FieldRef soleField(Scope.Argument argument, Scope scope) {
        return soleField(argument.tree(), scope);
    }

    private Scope.@Nullable FieldRef soleField(EelParser.ExprContext tree, Scope scope) {
        if (!(tree instanceof EelParser.NameRefContext name)
                || shared.containsKey(Variables.key(MethodWriter.name(name)))) {
            return null;
        }
        Scope.FieldRef field = scope.field(MethodWriter.name(name));
        return field == null || field.reading() != null ? null : field;
    }

    /** Money goes through a double on its way. */
    private static boolean isRepeated(FieldType from, FieldType to) {
        return from == to && from != FieldType.MONEY || from.isText() && to.isText();
    }

    /** Adds a condition: a boolean method that is false for null and for the number 0. */
    public void condition(String method, String text, Location where, Scope scope) {
        EelParser.ProgramContext tree = parse(text, where);
        if (tree != null && !isTooLong(tree, where)) {
            method(method, "boolean", MethodWriter.condition(this, tree, where, scope));
        }
    }

    /** Adds an argument of an aggregate function; returns the type that its method gives. */
    public FieldType argument(String method, Scope.Argument argument, Scope scope) {
        if (isTooLong(argument.tree(), argument.origin())) {
            return FieldType.INT64;
        }
        MethodWriter.Argument a = MethodWriter.argument(this, argument, scope);
        method(method, javaType(a.type()), a.body());
        return a.type();
    }

    /** Bounds the class: a class file holds so many constants and methods. */
    private boolean isTooLong(ParserRuleContext tree, Location where) {
        tokens += tree.getSourceInterval().length();
        if (tokens <= EelLimits.UNIT_TOKENS.defaultValue()) {
            return false;
        }
        error(EelError.TOO_LARGE, where, "The expressions of the window are too long together.");
        return true;
    }

    String javaType(FieldType type) {
        return switch (type.storage()) {
            case INT, BYTES -> "int";
            case LONG -> "long";
            case DOUBLE -> "double";
        };
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
        Integer at = ordinals.get(value);
        if (at == null) {
            at = constants.size();
            ordinals.put(value, at);
            constants.add(value);
        }
        return at;
    }

    /** The field that holds a constant: a long, a double or a text. */
    String constantField(Object value) {
        return "k" + constant(value);
    }

    /** A new field of the class, null at first. */
    Variable field(Kind kind) {
        String java = fresh("u");
        if (kind == Kind.REGEX) {
            String type = kind.java();
            addMember("private final " + type + " " + java + " = new " + type + "();\n");
            return new Variable(kind, java, "false");
        }
        addMember("private " + kind.java() + " " + java + " = " + kind.zero() + ";\n");
        addMember("private boolean " + java + "n = true;\n");
        return new Variable(kind, java, java + "n");
    }

    /**
     * So many places, the initializer's left out, do not give the same for the same event again, or
     * change more than their value: the time, random numbers, text that is printed, assignments to
     * variables that last.
     */
    public int whims() {
        return whims;
    }

    /** Counts one more of {@link #whims}. */
    void whim(MethodWriter method) {
        whims += method.isInitializer() ? 0 : 1;
    }

    boolean isLasting(Variable v) {
        return lasting.contains(v);
    }

    /** Makes a field part of the state that is saved. */
    void keep(Variable v) {
        lasting.add(v);
    }

    /** A variable that all expressions of the unit see; null if there is one of that name. */
    @Nullable Variable share(String name, Kind kind) {
        String key = Variables.key(name);
        if (shared.containsKey(key)) {
            return null;
        }
        Variable v = field(kind);
        shared.put(key, v);
        keep(v);
        return v;
    }

    /** The Java name of a user function for such arguments; null after a problem. */
    @Nullable String compiled(UserFunction f, List<Operand> values, Scope scope, Location where) {
        StringBuilder arguments = new StringBuilder();
        for (Operand o : values) {
            arguments.append(o.kind()).append(o.opaque()).append(o.isSmall()).append(',');
        }
        String key = arguments.toString();
        for (CompiledFunction c : compiled) {
            if (c.function() == f && c.scope() == scope && c.arguments().equals(key)) {
                return c.java();
            }
        }
        EelParser.ProgramContext body = f.body();
        if (body == null || isTooLong(body, where)) {
            return null;
        }
        if (open.contains(f)) {
            error(EelError.RECURSION, where, "Function " + f.name() + " calls itself.");
            return null;
        }
        if (open.size() >= EelLimits.CALLS.defaultValue()) {
            error(EelError.TOO_LARGE, where, "User functions call one another too deeply.");
            return null;
        }
        open.add(f);
        String java = MethodWriter.userFunction(this, f, body, values, scope);
        open.remove(open.size() - 1);
        compiled.add(new CompiledFunction(f, scope, key, java));
        return java;
    }

    /** The constants array for {@link dev.lockstep.expression.code.Generated#connect}. */
    public Object[] constants() {
        return constants.toArray();
    }

    /** Fields and methods for the class body, with the code that saves and restores variables. */
    public String members() {
        StringBuilder all = new StringBuilder(members);
        all.append("private int rounds;\n");
        bindConstants(all);
        List<String> saving = new ArrayList<>();
        List<String> restoring = new ArrayList<>();
        for (Variable v : lasting) {
            if (v.kind() == Kind.REGEX) {
                saving.add(v.value() + ".save(o);\n");
                restoring.add(v.value() + ".load(o);\n");
            } else {
                saving.add("o.writeBoolean(" + v.nul() + ");\n" + write(v) + "\n");
                restoring.add(v.nul() + " = o.readBoolean();\n" + read(v) + "\n");
            }
        }
        String thrown = " throws java.io.IOException";
        parts(all, "public", "saveVariables", "java.io.DataOutput", thrown, saving);
        parts(all, "public", "restoreVariables", "java.io.DataInput", thrown, restoring);
        return all.toString();
    }

    /** Literals stand in fields: quick to read, and equal shapes have equal source. */
    private void bindConstants(StringBuilder all) {
        List<String> assignments = new ArrayList<>();
        for (int k = 0; k < constants.size(); k++) {
            Object c = constants.get(k);
            String type = c instanceof Long ? "long" : c instanceof Double ? "double" : "String";
            all.append("private ").append(type).append(" k").append(k).append(";\n");
            String read =
                    switch (c) {
                        case Long ignored -> "((Long) o[" + k + "]).longValue()";
                        case Double ignored -> "((Double) o[" + k + "]).doubleValue()";
                        default -> "(String) o[" + k + "]";
                    };
            assignments.add("k" + k + " = " + read + ";\n");
        }
        parts(all, "protected", "bindConstants", "Object[]", "", assignments);
    }

    /** A method of statements over one parameter {@code o}, in parts that stay small. */
    private static void parts(
            StringBuilder all,
            String access,
            String name,
            String parameter,
            String thrown,
            List<String> statements) {
        int size = 100;
        StringBuilder calls = new StringBuilder();
        String rest = "(" + parameter + " o)" + thrown + " {\n";
        for (int from = 0; from < statements.size(); from += size) {
            String part = name + "Part" + from;
            all.append("private void ").append(part).append(rest);
            statements.subList(from, Math.min(statements.size(), from + size)).forEach(all::append);
            all.append("}\n");
            calls.append(part).append("(o);\n");
        }
        all.append(access).append(" void ").append(name).append(rest).append(calls);
        all.append("}\n");
    }

    private static String write(Variable v) {
        return switch (v.kind()) {
            case INTEGER -> "o.writeLong(" + v.value() + ");";
            case REAL -> "o.writeDouble(" + v.value() + ");";
            case BOOLEAN -> "o.writeBoolean(" + v.value() + ");";
            case TEXT -> "writeText(o, " + v.value() + ");";
            case OPAQUE, REGEX, NOTHING -> throw new IllegalStateException("variable " + v);
        };
    }

    private static String read(Variable v) {
        return switch (v.kind()) {
            case INTEGER -> v.value() + " = o.readLong();";
            case REAL -> v.value() + " = o.readDouble();";
            case BOOLEAN -> v.value() + " = o.readBoolean();";
            case TEXT -> v.value() + " = readText(o);";
            case OPAQUE, REGEX, NOTHING -> throw new IllegalStateException("variable " + v);
        };
    }
}
