package dev.lockstep.expression.eel;

import dev.lockstep.api.block.BlockBuilder;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.Problem;
import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.expression.code.ClassFactory;
import dev.lockstep.expression.code.Generated;
import dev.lockstep.expression.runtime.EvaluationContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a snippet over one row of given fields and tells what it gives: {@code
 * EelProbe.with("price", DOUBLE, 9.5).real("price * 2")}. Numbers come back as {@link Long} or
 * {@link Double}, text as {@link String}, conditions as {@link Boolean}.
 */
public final class EelProbe {
    static final Location HERE = new Location("model.xml", 10, 21);

    private final List<Field> fields = new ArrayList<>();
    private final List<@Nullable Object> values = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final StringPool pool = new StringPool();
    final EvaluationContext context = new EvaluationContext(pool);
    private final List<String[]> functions = new ArrayList<>();
    private @Nullable String initializer;
    private int maxText = 1024;
    private byte opcode = Opcode.INSERT;
    private byte flags = EventFlags.NORMAL;

    /** What the generated class extends. */
    public abstract static class Base extends Generated {
        public int intOf(EventBlock b, int i) {
            throw new IllegalStateException("not generated for " + b + i);
        }

        public long longOf(EventBlock b, int i) {
            throw new IllegalStateException("not generated for " + b + i);
        }

        public double doubleOf(EventBlock b, int i) {
            throw new IllegalStateException("not generated for " + b + i);
        }

        public boolean conditionOf(EventBlock b, int i) {
            throw new IllegalStateException("not generated for " + b + i);
        }
    }

    static EelProbe empty() {
        return new EelProbe().and("key", FieldType.INT64, 1L);
    }

    static EelProbe with(String name, FieldType type, @Nullable Object value) {
        return empty().and(name, type, value);
    }

    EelProbe and(String name, FieldType type, @Nullable Object value) {
        fields.add(new Field(name, type, fields.isEmpty()));
        values.add(value);
        return this;
    }

    EelProbe initializer(String text) {
        initializer = text;
        return this;
    }

    EelProbe function(String name, String type, String body) {
        functions.add(new String[] {name, type, body});
        return this;
    }

    EelProbe maxText(int characters) {
        maxText = characters;
        return this;
    }

    EelProbe event(byte newOpcode, byte newFlags) {
        opcode = newOpcode;
        flags = newFlags;
        return this;
    }

    @Nullable Object integer(String text) {
        return compile(text, FieldType.INT64).value();
    }

    @Nullable Object real(String text) {
        return compile(text, FieldType.DOUBLE).value();
    }

    @Nullable Object text(String text) {
        return compile(text, FieldType.STRING).value();
    }

    @Nullable Object as(FieldType type, String text) {
        return compile(text, type).value();
    }

    boolean condition(String text) {
        return Boolean.TRUE.equals(compile(text, null).value());
    }

    /** The problems of an expression that becomes text. */
    List<Problem> problems(String text) {
        return problems(text, FieldType.STRING);
    }

    List<Problem> problems(String text, @Nullable FieldType wanted) {
        problems.clear();
        unit(text, wanted);
        return List.copyOf(problems);
    }

    /** {@code LS-2002 12:5}, … */
    List<String> errors(String text) {
        return problems(text).stream()
                .map(p -> p.code().code() + " " + p.where().line() + ":" + p.where().column())
                .toList();
    }

    Program compile(String text, @Nullable FieldType wanted) {
        problems.clear();
        EelUnit unit = unit(text, wanted);
        if (!problems.isEmpty()) {
            throw new AssertionError(text + " has problems: " + problems);
        }
        return new Program(unit, wanted);
    }

    /** The source of the class for this expression. */
    EelUnit unit(String text, @Nullable FieldType wanted) {
        EelUnit unit = new EelUnit(problems, maxText);
        Scope scope = Scope.of(new Schema(fields));
        for (String[] f : functions) {
            unit.function(f[0], f[1], f[2], new Location("model.xml", 5, 1));
        }
        String init = initializer;
        if (init != null) {
            unit.initializer(init, new Location("model.xml", 7, 1), scope);
        }
        if (wanted == null) {
            unit.condition("conditionOf", text, HERE, scope);
        } else {
            unit.expression(method(wanted), text, HERE, scope, wanted);
        }
        return unit;
    }

    private static String method(FieldType type) {
        return switch (type.storage()) {
            case INT, BYTES -> "intOf";
            case LONG -> "longOf";
            case DOUBLE -> "doubleOf";
        };
    }

    EventBlock row() {
        BlockBuilder b = new BlockBuilder(EventBlock.attached(new Schema(fields)), pool);
        b.row(opcode, flags);
        for (int f = 0; f < values.size(); f++) {
            switch (values.get(f)) {
                case null -> {
                    // stays null
                }
                case Integer v -> b.set(f, v.intValue());
                case Long v -> b.set(f, v.longValue());
                case Double v -> b.set(f, v.doubleValue());
                case String v -> b.set(f, v);
                case byte[] v -> b.set(f, v, 0, v.length);
                case Object v -> throw new IllegalArgumentException("value " + v);
            }
        }
        return b.block();
    }

    /** A compiled expression with its variables. */
    final class Program {
        private final Base made;
        private final @Nullable FieldType type;

        private Program(EelUnit unit, @Nullable FieldType type) {
            this.type = type;
            made = ClassFactory.instantiate(Base.class, unit.members(), EelUnit.IMPORTS);
            made.connect(context, unit.constants());
            made.initializeVariables();
        }

        Base made() {
            return made;
        }

        /** The value for the probe's row; a text's code is looked up. */
        @Nullable Object value() {
            EventBlock b = row();
            FieldType t = type;
            if (t == null) {
                return made.conditionOf(b, 0);
            }
            return switch (t.storage()) {
                case INT -> {
                    int v = made.intOf(b, 0);
                    yield made.wasNull() ? null : (Object) (long) v;
                }
                case LONG -> {
                    long v = made.longOf(b, 0);
                    yield made.wasNull() ? null : (Object) v;
                }
                case DOUBLE -> {
                    double v = made.doubleOf(b, 0);
                    yield made.wasNull() ? null : (Object) v;
                }
                case BYTES -> {
                    int v = made.intOf(b, 0);
                    yield made.wasNull() ? null : Objects.requireNonNull(pool.string(v));
                }
            };
        }
    }
}
