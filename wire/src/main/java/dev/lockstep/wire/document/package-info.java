/**
 * Formats with named values: XML, JSON and properties. None is on the hot path; what they keep of
 * their input is bounded.
 */
@NullMarked
package dev.lockstep.wire.document;

import org.jspecify.annotations.NullMarked;
