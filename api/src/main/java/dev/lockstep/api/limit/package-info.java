/** Named bounds: nothing in Lockstep grows without one. */
@NullMarked
package dev.lockstep.api.limit;

import org.jspecify.annotations.NullMarked;
