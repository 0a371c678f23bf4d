/** What RocksDB must do as scratch space, and engines on top of it. */
@NullMarked
package dev.lockstep.store;

import org.jspecify.annotations.NullMarked;
