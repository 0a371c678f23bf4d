@NullMarked
package dev.lockstep.model.fuzz;

import org.jspecify.annotations.NullMarked;
