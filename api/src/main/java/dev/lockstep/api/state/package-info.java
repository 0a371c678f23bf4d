/** What tells state from scratch space. */
@NullMarked
package dev.lockstep.api.state;

import org.jspecify.annotations.NullMarked;
