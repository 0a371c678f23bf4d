package dev.lockstep.testkit.reference;

import org.jspecify.annotations.Nullable;

/** A union that lets the same key come from several inputs. */
final class LooseUnion extends TableWindow {
    LooseUnion(WindowContext context) {
        super(context);
    }

    @Override
    @Nullable Change admitted(Change arriving) {
        return PassWindow.loosened(arriving);
    }
}
