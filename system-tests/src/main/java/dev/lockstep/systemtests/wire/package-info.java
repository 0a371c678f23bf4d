/**
 * The network between engines and everything they talk to: small TCP proxies in this process, which
 * can be cut, one way too, delayed and throttled. Each engine looks names up in a hosts file of its
 * own, so that every pair has a wire of its own although all engines run the same model with the
 * same addresses. No rights are needed for it.
 */
@NullMarked
package dev.lockstep.systemtests.wire;

import org.jspecify.annotations.NullMarked;
