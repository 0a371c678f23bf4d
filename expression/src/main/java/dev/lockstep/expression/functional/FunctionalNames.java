package dev.lockstep.expression.functional;

import dev.lockstep.expression.functional.runtime.FunctionalScope;
import dev.lockstep.expression.functional.tree.NameResolver;
import dev.lockstep.expression.runtime.EvaluationContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The names that the expressions of one window know, each with a slot of the scope: {@code $name}
 * for fields of the input, results of functions and items of loops; {@code #name} for properties
 * and regular expressions. Both kinds may share a name. A name that is defined again keeps its
 * slot: a function named like a field overwrites it for all that follows.
 */
public final class FunctionalNames {
    private final Map<String, Integer> fields;
    private final Map<String, Integer> properties;
    private final List<Boolean> used;

    /** Fields that have a slot and so far nothing that gives them a value. */
    private final Set<String> waiting;

    /** Those of them that were asked for since the last look. */
    private final Set<String> early = new LinkedHashSet<>();

    public FunctionalNames() {
        this(new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>(), new TreeSet<>());
    }

    private FunctionalNames(
            Map<String, Integer> fields,
            Map<String, Integer> properties,
            List<Boolean> used,
            Set<String> waiting) {
        this.fields = fields;
        this.properties = properties;
        this.used = used;
        this.waiting = waiting;
    }

    /**
     * Names that begin as these and may grow on their own, as in a loop's context; they share the
     * slots, so that one scope serves both.
     */
    public FunctionalNames nested() {
        return new FunctionalNames(
                new LinkedHashMap<>(fields),
                new LinkedHashMap<>(properties),
                used,
                new TreeSet<>(waiting));
    }

    /** Defines {@code $name}; gives its slot. */
    public int defineField(String name) {
        waiting.remove(name);
        return define(fields, name);
    }

    /** Defines {@code $name}, unless it is known, as null until a function defines it again. */
    public void defineOutput(String name) {
        if (!fields.containsKey(name)) {
            define(fields, name);
            waiting.add(name);
        }
    }

    /** The fields without a value that expressions asked for since the last call. */
    List<String> takeEarly() {
        List<String> names = List.copyOf(early);
        early.clear();
        return names;
    }

    /** Defines {@code #name}; gives its slot. */
    public int defineProperty(String name) {
        return define(properties, name);
    }

    private int define(Map<String, Integer> names, String name) {
        Integer known = names.get(name);
        if (known != null) {
            return known;
        }
        names.put(name, used.size());
        used.add(false);
        return used.size() - 1;
    }

    /** The slot of {@code $name}, or -1. */
    public int field(String name) {
        return slot(fields.get(name));
    }

    /** The slot of {@code #name}, or -1. */
    public int property(String name) {
        return slot(properties.get(name));
    }

    private static int slot(@Nullable Integer slot) {
        return slot == null ? -1 : slot;
    }

    public int slots() {
        return used.size();
    }

    /** Whether a compiled expression reads the slot; the others need no value. */
    public boolean isUsed(int slot) {
        return used.get(slot);
    }

    /** A scope for these names; to be called when all of them are defined. */
    public FunctionalScope newScope(EvaluationContext context) {
        return new FunctionalScope(context, slots());
    }

    /**
     * What the compiler asks; marks slots as used. {@code #name} also finds the result of a
     * function (assumed).
     */
    NameResolver resolver() {
        return new NameResolver() {
            @Override
            public int field(String name) {
                if (waiting.contains(name)) {
                    early.add(name);
                }
                return use(FunctionalNames.this.field(name));
            }

            @Override
            public int property(String name) {
                int slot = FunctionalNames.this.property(name);
                return slot < 0 ? field(name) : use(slot);
            }
        };
    }

    private int use(int slot) {
        if (slot >= 0) {
            used.set(slot, true);
        }
        return slot;
    }
}
