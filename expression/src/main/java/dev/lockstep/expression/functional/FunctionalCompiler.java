package dev.lockstep.expression.functional;

import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.Problem;
import dev.lockstep.expression.functional.fault.FunctionalError;
import dev.lockstep.expression.functional.tree.TreeBuilder;
import java.util.List;

/** Compiles texts of the functional language. */
public final class FunctionalCompiler {
    private FunctionalCompiler() {}

    /**
     * The expression that {@code text} spells; a blank text is null (known: it makes a field null).
     * Names, numbers of arguments, literals of the wrong kind and patterns are checked; each thing
     * that is wrong adds a problem with its place, and the expression then gives null always. A
     * field that nothing has given a value so far is a warning.
     *
     * @param names what {@code $name} and {@code #name} may mean
     * @param where where the text begins
     */
    public static FunctionalExpression compile(
            String text, FunctionalNames names, List<Problem> problems, Location where) {
        FunctionalExpression made =
                new FunctionalExpression(
                        text, TreeBuilder.build(text, names.resolver(), problems, where));
        for (String name : names.takeEarly()) {
            problems.add(
                    Problem.warning(
                            FunctionalError.NO_VALUE_YET,
                            where,
                            "Field $" + name + " has no value yet, so it is null here."));
        }
        return made;
    }
}
