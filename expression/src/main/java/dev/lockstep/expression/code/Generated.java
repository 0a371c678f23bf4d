package dev.lockstep.expression.code;

import dev.lockstep.api.state.Scratch;
import dev.lockstep.expression.runtime.EvaluationContext;
import dev.lockstep.expression.runtime.SavedText;

/**
 * What every generated class extends, directly or through an engine's base class. Generated methods
 * that evaluate an expression have the form {@code int|long|double|boolean NAME(EventBlock b, int
 * i)}: they read row {@code i} of {@code b}, return the value (an int code of the pool for text,
 * arrays and blobs) and set {@link #nul}, whether it is null; the value returned with {@code nul}
 * set is meaningless.
 */
public abstract class Generated {
    /** Constants of the model, by ordinal; text as {@link String}. */
    protected Object[] constants = {};

    /**
     * The pool's codes of {@code constants}, same ordinals; pinned by whoever owns the class. 0
     * where not text.
     */
    protected int[] constantCodes = {};

    @SuppressWarnings("NullAway.Init")
    protected EvaluationContext x;

    /** Whether the last evaluated expression was null. */
    @Scratch protected boolean nul;

    /** Connects a new instance; called once, before anything else. */
    public void connect(EvaluationContext context, Object[] constantValues) {
        x = context;
        constants = constantValues;
        bindConstants(constantValues);
        constantCodes = new int[constantValues.length];
        internConstants();
    }

    /** Copies constants into fields of the generated class; overridden where there are any. */
    protected void bindConstants(Object[] values) {
        // no constants
    }

    /** Finds the codes of the constants again, after the pool was restored. */
    public final void internConstants() {
        for (int k = 0; k < constants.length; k++) {
            if (constants[k] instanceof String text) {
                constantCodes[k] = x.pool().intern(text);
            }
        }
    }

    /**
     * Marks the codes that this class holds, before a sweep of the pool. Overridden where variables
     * hold codes.
     */
    public void markCodes() {
        for (int code : constantCodes) {
            x.pool().mark(code);
        }
    }

    /** Runs the model's initialiser; overridden where there is one. */
    public void initializeVariables() {
        // no variables
    }

    /** Writes the variables of the model. */
    public void saveVariables(java.io.DataOutput out) throws java.io.IOException {
        // no variables
    }

    /** Reads what {@link #saveVariables} wrote. */
    public void restoreVariables(java.io.DataInput in) throws java.io.IOException {
        // no variables
    }

    protected static void writeText(java.io.DataOutput out, String text)
            throws java.io.IOException {
        SavedText.write(out, text);
    }

    protected static String readText(java.io.DataInput in) throws java.io.IOException {
        return SavedText.read(in);
    }

    public final boolean wasNull() {
        return nul;
    }
}
