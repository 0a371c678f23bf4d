/**
 * Checks of the whole source tree. Nothing depends on this package; it depends on every module only
 * to read its classes.
 */
@NullMarked
package dev.lockstep.architecture;

import org.jspecify.annotations.NullMarked;
