package dev.lockstep.engine.bean;

import dev.lockstep.api.limit.Limit;
import dev.lockstep.expression.code.ClassFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The generated classes over one class of objects, so that an engine opened after another finds
 * them compiled and not only generated. Thread-safe.
 */
final class Writers {
    private static final Limit KEPT =
            new Limit(
                    "bean.writers.kept",
                    16,
                    "classes",
                    "generated classes kept for each class of objects that is pushed");

    static final String[] IMPORTS = {
        "dev.lockstep.api.block.EventBlock", "dev.lockstep.api.block.StringPool"
    };

    private final ClassLoader loader;

    /** By source, the one that was wanted last being the last. */
    private final Map<String, Class<? extends BeanWriter>> classes = new LinkedHashMap<>();

    /**
     * @param loader of the objects' class, null if it is the platform's
     */
    Writers(@Nullable ClassLoader loader) {
        this.loader = loader == null ? Writers.class.getClassLoader() : loader;
    }

    synchronized BeanWriter of(String source) {
        Class<? extends BeanWriter> known = classes.remove(source);
        BeanWriter made =
                known == null
                        ? ClassFactory.instantiateBeside(loader, BeanWriter.class, source, IMPORTS)
                        : instance(known);
        classes.put(source, made.getClass());
        if (classes.size() > KEPT.defaultValue()) {
            classes.remove(classes.keySet().iterator().next());
        }
        return made;
    }

    private static BeanWriter instance(Class<? extends BeanWriter> c) {
        try {
            return c.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("generated class of objects", e);
        }
    }
}
