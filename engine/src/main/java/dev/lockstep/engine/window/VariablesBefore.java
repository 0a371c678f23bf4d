package dev.lockstep.engine.window;

import dev.lockstep.api.state.Scratch;
import dev.lockstep.expression.code.Generated;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The variables of a model's expressions as they were before a transactional block. */
public final class VariablesBefore {
    private final Generated code;
    @Scratch private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    public VariablesBefore(Generated code) {
        this.code = code;
    }

    /** Remembers the variables as they are now. */
    public void remember() {
        bytes.reset();
        try {
            code.saveVariables(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the variables what they were at the last {@link #remember}. */
    public void restore() {
        try {
            code.restoreVariables(
                    new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
