/**
 * The error catalogue's contract: stable codes, categories, places and remedies. Each module lists
 * its own codes in an enum that implements {@link dev.lockstep.api.error.ErrorCode}; no code is
 * ever reused for another meaning.
 */
@NullMarked
package dev.lockstep.api.error;

import org.jspecify.annotations.NullMarked;
