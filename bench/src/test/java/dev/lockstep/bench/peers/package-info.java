/** Tests of the comparison with peers: what it computes, not how fast. */
@NullMarked
package dev.lockstep.bench.peers;

import org.jspecify.annotations.NullMarked;
