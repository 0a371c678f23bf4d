package dev.lockstep.expression.functional;

import dev.lockstep.expression.functional.fault.FunctionalFault;
import dev.lockstep.expression.functional.runtime.Convert;
import dev.lockstep.expression.functional.runtime.FunctionalScope;
import dev.lockstep.expression.functional.tree.Node;
import org.jspecify.annotations.Nullable;

/**
 * A compiled text of the functional language. Unchangeable; may be shared by windows whose scopes
 * have the same names. Evaluation never throws: what goes wrong is null and is reported to the
 * scope's error sink.
 */
public final class FunctionalExpression {
    private final String text;
    private final Node root;

    FunctionalExpression(String text, Node root) {
        this.text = text;
        this.root = root;
    }

    /** The text it was compiled from. */
    public String text() {
        return text;
    }

    /** A value of the kinds that {@link FunctionalScope} names. */
    public @Nullable Object evaluate(FunctionalScope scope) {
        return root.evaluate(scope);
    }

    /** The value as a condition: null, also of what cannot be one, counts as false. */
    public boolean isTrue(FunctionalScope scope) {
        try {
            Boolean value = Convert.toBoolean(scope, evaluate(scope));
            return value != null && value;
        } catch (FunctionalFault fault) {
            scope.report(fault.error());
            return false;
        }
    }

    /** The value as text, for example the name of a window or an opcode; null for null. */
    public @Nullable String text(FunctionalScope scope) {
        try {
            return Convert.toText(evaluate(scope));
        } catch (FunctionalFault fault) {
            scope.report(fault.error());
            return null;
        }
    }

    /** The value of a literal; null for anything else. */
    public @Nullable Object constant() {
        return root instanceof Node.Constant literal ? literal.value() : null;
    }

    /** Whether the value is the same for every event. */
    public boolean isConstant() {
        return root instanceof Node.Constant;
    }
}
