/** Tables of the properties that connector classes understand: checking, reading, documenting. */
@NullMarked
package dev.lockstep.connectors.property;

import org.jspecify.annotations.NullMarked;
