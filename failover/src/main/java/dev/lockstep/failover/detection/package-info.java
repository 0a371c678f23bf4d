/**
 * All that makes an engine of a project aware of the others, in one piece: the coordination, the
 * link, and what both mean for its role.
 */
@NullMarked
package dev.lockstep.failover.detection;

import org.jspecify.annotations.NullMarked;
