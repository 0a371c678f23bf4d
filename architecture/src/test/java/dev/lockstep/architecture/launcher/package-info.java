/**
 * The launcher and the preparation of a bare machine, run as processes against a make-believe
 * machine: fake JDKs, a fake Maven wrapper, a search path with nothing but the tools they may use.
 */
@NullMarked
package dev.lockstep.architecture.launcher;

import org.jspecify.annotations.NullMarked;
