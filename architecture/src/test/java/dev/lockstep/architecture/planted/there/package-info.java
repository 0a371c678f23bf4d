/** The other half of a cycle of packages. */
@NullMarked
package dev.lockstep.architecture.planted.there;

import org.jspecify.annotations.NullMarked;
