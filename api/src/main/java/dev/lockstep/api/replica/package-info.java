/**
 * A project as failover sees it: something that steps decided entries and hands out what they
 * cause. The engine stands behind this port, so that neither knows the other.
 */
@NullMarked
package dev.lockstep.api.replica;

import org.jspecify.annotations.NullMarked;
