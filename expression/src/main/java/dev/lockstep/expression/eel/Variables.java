package dev.lockstep.expression.eel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The variables that a method's statements can see: its own, block by block, and the unit's. Names
 * are matched without regard to case. A variable lives until its block ends and is null when it is
 * declared.
 */
final class Variables {
    private final EelUnit unit;
    private final boolean inFields;
    private final StringBuilder declarations = new StringBuilder();
    private final List<Map<String, EelUnit.Variable>> blocks = new ArrayList<>();

    /**
     * @param inFields whether variables become fields of the class instead of locals of the method,
     *     so that its parts share them
     */
    Variables(EelUnit unit, boolean inFields) {
        this.unit = unit;
        this.inFields = inFields;
        open();
    }

    void open() {
        blocks.add(new LinkedHashMap<>());
    }

    void close() {
        blocks.remove(blocks.size() - 1);
    }

    boolean isOutermost() {
        return blocks.size() == 1;
    }

    /** Source for the beginning of the method. */
    String declarations() {
        return declarations.toString();
    }

    EelUnit.@Nullable Variable find(String name) {
        String key = key(name);
        for (int k = blocks.size() - 1; k >= 0; k--) {
            EelUnit.Variable v = blocks.get(k).get(key);
            if (v != null) {
                return v;
            }
        }
        return unit.shared().get(key);
    }

    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** A variable of the innermost block, or null if the block has one of that name. */
    EelUnit.@Nullable Variable declare(String name, Kind kind, StringBuilder out) {
        Map<String, EelUnit.Variable> block = blocks.get(blocks.size() - 1);
        if (block.containsKey(key(name))) {
            return null;
        }
        EelUnit.Variable v = inFields ? unit.field(kind) : make(kind);
        block.put(key(name), v);
        if (kind == Kind.REGEX) {
            out.append(v.value()).append(".forget();\n");
        } else {
            out.append(v.value()).append(" = ").append(kind.zero()).append(";\n");
            out.append(v.nul()).append(" = true;\n");
        }
        return v;
    }

    /** A variable that keeps its value from event to event, seen in the innermost block. */
    EelUnit.@Nullable Variable declareLasting(String name, Kind kind) {
        Map<String, EelUnit.Variable> block = blocks.get(blocks.size() - 1);
        if (block.containsKey(key(name))) {
            return null;
        }
        EelUnit.Variable v = unit.field(kind);
        unit.keep(v);
        block.put(key(name), v);
        return v;
    }

    private EelUnit.Variable make(Kind kind) {
        if (kind == Kind.REGEX) {
            return unit.field(kind);
        }
        String java = unit.fresh("u");
        declarations.append(kind.java()).append(' ').append(java).append(" = ");
        declarations.append(kind.zero()).append(";\nboolean ").append(java).append("n = true;\n");
        return new EelUnit.Variable(kind, java, java + "n");
    }
}
