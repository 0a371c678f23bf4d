@NullMarked
package dev.lockstep.engine.snapshot;

import org.jspecify.annotations.NullMarked;
