/**
 * What passes between the core of failover and everything outside of it: facts come in, effects go
 * out. Whoever carries effects out may do it on any thread, in its own time, and tells the result
 * as a fact; one that answers an effect names its ticket, so that a late answer is known as such.
 */
@NullMarked
package dev.lockstep.failover.port;

import org.jspecify.annotations.NullMarked;
