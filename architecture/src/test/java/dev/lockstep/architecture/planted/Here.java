package dev.lockstep.architecture.planted;

import dev.lockstep.architecture.planted.there.There;

/** Sees a package that sees this one. */
public record Here(int depth) {
    There further() {
        return new There(depth + 1);
    }
}
