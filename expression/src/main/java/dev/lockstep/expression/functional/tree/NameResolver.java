package dev.lockstep.expression.functional.tree;

/** Which names exist; both methods give a slot, or -1 for an unknown name. */
public interface NameResolver {
    /** {@code $name}. */
    int field(String name);

    /** {@code #name}. */
    int property(String name);
}
