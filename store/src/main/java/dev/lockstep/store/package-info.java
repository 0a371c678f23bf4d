/** Rows on disk behind the ports of {@code dev.lockstep.api.store}: RocksDB as scratch space. */
@NullMarked
package dev.lockstep.store;

import org.jspecify.annotations.NullMarked;
