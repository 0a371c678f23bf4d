package dev.lockstep.expression.code;

import java.lang.ref.WeakReference;
import java.util.LinkedHashMap;
import java.util.Map;
import org.codehaus.commons.compiler.CompileException;
import org.codehaus.janino.ClassBodyEvaluator;

/**
 * Turns the body of a class into a class by Janino. The same body over the same base class gives
 * the same class for as long as somebody uses it; classes are unloaded with the last project that
 * does. Thread-safe.
 */
public final class ClassFactory {
    private static final Map<String, WeakReference<Class<?>>> CLASSES = new LinkedHashMap<>();

    private ClassFactory() {}

    /**
     * An instance of a class that extends {@code base} with this body; the base has a constructor
     * without parameters.
     *
     * @param body members in Java 5 style, with fully qualified names or those of {@code imports}
     */
    public static <T> T instantiate(Class<T> base, String body, String... imports) {
        try {
            return base.cast(classOf(base, body, imports).getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("generated class of " + base.getName(), e);
        }
    }

    /**
     * As {@link #instantiate}, over a class that a caller brought: its loader is looked at instead
     * of the base's, and the generated class is not kept for others.
     *
     * @param loader sees the base class too
     */
    public static <T> T instantiateBeside(
            ClassLoader loader, Class<T> base, String body, String... imports) {
        try {
            Class<?> c = compile(loader, base, body, imports);
            return base.cast(c.getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("generated class of " + base.getName(), e);
        }
    }

    private static Class<?> classOf(Class<?> base, String body, String[] imports) {
        String key = base.getName() + '\n' + String.join(";", imports) + '\n' + body;
        synchronized (CLASSES) {
            WeakReference<Class<?>> known = CLASSES.get(key);
            Class<?> c = known == null ? null : known.get();
            // a class of that name that another loader made is another class
            if (c == null || c.getSuperclass() != base) {
                CLASSES.values().removeIf(r -> r.get() == null);
                c = compile(base.getClassLoader(), base, body, imports);
                CLASSES.put(key, new WeakReference<>(c));
            }
            return c;
        }
    }

    private static Class<?> compile(
            ClassLoader loader, Class<?> base, String body, String[] imports) {
        return cooked(loader, base, body, imports).getClazz();
    }

    /** The class files of a body, by class name. */
    static Map<String, byte[]> classFiles(Class<?> base, String body, String... imports) {
        return cooked(base.getClassLoader(), base, body, imports).getBytecodes();
    }

    private static ClassBodyEvaluator cooked(
            ClassLoader loader, Class<?> base, String body, String[] imports) {
        ClassBodyEvaluator evaluator = new ClassBodyEvaluator();
        evaluator.setParentClassLoader(loader);
        evaluator.setClassName(
                "dev.lockstep.generated.Generated" + Integer.toHexString(body.hashCode()));
        evaluator.setExtendedClass(base);
        evaluator.setDefaultImports(imports);
        try {
            evaluator.cook(body);
        } catch (CompileException e) {
            throw new IllegalStateException(
                    "generated source does not compile: " + e.getMessage() + '\n' + body, e);
        }
        return evaluator;
    }
}
