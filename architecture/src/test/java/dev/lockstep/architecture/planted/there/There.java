package dev.lockstep.architecture.planted.there;

import dev.lockstep.architecture.planted.Here;

/** Sees the package that sees this one. */
public record There(int depth) {
    Here back() {
        return new Here(depth - 1);
    }
}
