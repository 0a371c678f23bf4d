/**
 * A hardened XML reader: no document types, no entities of the document's own, limits on
 * everything, and the place of every element and text.
 */
@NullMarked
package dev.lockstep.model.xml;

import org.jspecify.annotations.NullMarked;
