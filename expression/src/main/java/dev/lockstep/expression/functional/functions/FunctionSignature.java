package dev.lockstep.expression.functional.functions;

import dev.lockstep.expression.functional.fault.FunctionalLimits;
import dev.lockstep.expression.functional.runtime.FunctionalScope;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function of the catalogue: a method, what it takes and what is known about it. */
public final class FunctionSignature {
    private final String family;
    private final String name;
    private final Function annotation;
    private final Method method;
    private final MethodHandle handle;
    private final @Nullable MethodHandle integerHandle;
    private final boolean takesScope;
    private final List<Class<?>> types;
    private final List<ArgumentKind> parameters = new ArrayList<>();
    private final @Nullable Class<?> element;

    FunctionSignature(String family, Method method, Function annotation) {
        this.family = family;
        this.method = method;
        this.annotation = annotation;
        name = annotation.name().isEmpty() ? method.getName() : annotation.name();
        types = new ArrayList<>(List.of(method.getParameterTypes()));
        takesScope = !types.isEmpty() && types.get(0) == FunctionalScope.class;
        if (takesScope) {
            types.remove(0);
        }
        int last = types.size() - 1;
        boolean isArray = last >= 0 && types.get(last).isArray();
        element = isArray ? types.get(last).getComponentType() : null;
        for (Class<?> type : types) {
            parameters.add(ArgumentKind.of(type.isArray() ? type.getComponentType() : type));
        }
        handle = spread(method);
        integerHandle = integers(method, annotation);
    }

    private static MethodHandle spread(Method method) {
        try {
            MethodHandle direct = MethodHandles.lookup().unreflect(method).asFixedArity();
            int count = direct.type().parameterCount();
            return direct.asType(direct.type().generic()).asSpreader(Object[].class, count);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The overload that takes integers where the method takes numbers. */
    private static @Nullable MethodHandle integers(Method method, Function annotation) {
        if (annotation.form() != Function.Form.FOLD && annotation.form() != Function.Form.NUMERIC) {
            return null;
        }
        Class<?>[] types = method.getParameterTypes();
        java.util.Arrays.fill(types, long.class);
        try {
            return spread(method.getDeclaringClass().getDeclaredMethod(method.getName(), types));
        } catch (NoSuchMethodException none) {
            return null;
        }
    }

    public String name() {
        return name;
    }

    public Function annotation() {
        return annotation;
    }

    public List<String> aliases() {
        return List.of(annotation.aliases());
    }

    /** The title of the functions it belongs to. */
    public String family() {
        return family;
    }

    /** Takes the scope, if {@link #takesScope}, and the arguments as one array of objects. */
    public MethodHandle handle() {
        return handle;
    }

    /** The same for integers alone, or null. */
    public @Nullable MethodHandle integerHandle() {
        return integerHandle;
    }

    public boolean takesScope() {
        return takesScope;
    }

    /** The element type of an array at the end, or null. */
    public @Nullable Class<?> element() {
        return element;
    }

    public boolean isVariadic() {
        return element != null || annotation.form() == Function.Form.FOLD;
    }

    /** Parameters of the method besides the scope and an array at the end. */
    public int fixed() {
        return element == null ? types.size() : types.size() - 1;
    }

    /** Whether the method can be called with null for that argument. */
    public boolean acceptsNull(int index) {
        int at = Math.min(index, types.size() - 1);
        Class<?> type = element != null && at == types.size() - 1 ? element : types.get(at);
        boolean isLeftOut = !isVariadic() && index >= least();
        return !type.isPrimitive() && (annotation.nulls() || isLeftOut);
    }

    /** Whether it evaluates only the arguments that it needs. */
    public boolean isLazy() {
        return annotation.form() == Function.Form.LAZY;
    }

    /** The least number of arguments. */
    public int least() {
        return isVariadic() ? annotation.least() : types.size() - annotation.optional();
    }

    /** The greatest number of arguments. */
    public int most() {
        return isVariadic() ? (int) FunctionalLimits.CALL_ARGUMENTS.defaultValue() : types.size();
    }

    /** The kind of argument {@code index}. */
    public ArgumentKind parameter(int index) {
        return parameters.get(Math.min(index, parameters.size() - 1));
    }

    public ArgumentKind result() {
        return ArgumentKind.of(method.getReturnType());
    }

    /** {@code name(text, number, [integer])}. */
    public String synopsis() {
        StringBuilder s = new StringBuilder(name).append('(');
        for (int i = 0; i < parameters.size(); i++) {
            String kind = parameters.get(i).label();
            boolean isLeftOut = !isVariadic() && i >= least();
            s.append(i > 0 ? ", " : "").append(isLeftOut ? "[" + kind + "]" : kind);
        }
        return s.append(isVariadic() ? ", ...)" : ")").toString();
    }
}
