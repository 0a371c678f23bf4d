/** Side-by-side measurements: the same events through Lockstep, a peer and a plain loop. */
@NullMarked
package dev.lockstep.bench.peers;

import org.jspecify.annotations.NullMarked;
