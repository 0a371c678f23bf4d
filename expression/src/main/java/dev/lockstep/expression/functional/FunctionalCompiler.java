package dev.lockstep.expression.functional;

import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.Problem;
import dev.lockstep.expression.functional.tree.TreeBuilder;
import java.util.List;

/** Compiles texts of the functional language. */
public final class FunctionalCompiler {
    private FunctionalCompiler() {}

    /**
     * The expression that {@code text} spells; a blank text is null (known: it makes a field null).
     * Names, numbers of arguments, literals of the wrong kind and patterns are checked; each thing
     * that is wrong adds a problem with its place, and the expression then gives null always.
     *
     * @param names what {@code $name} and {@code #name} may mean
     * @param where where the text begins
     */
    public static FunctionalExpression compile(
            String text, FunctionalNames names, List<Problem> problems, Location where) {
        return new FunctionalExpression(
                text, TreeBuilder.build(text, names.resolver(), problems, where));
    }
}
