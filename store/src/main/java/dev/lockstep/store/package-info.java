/** Disk-backed indices behind the ports of the API. */
@NullMarked
package dev.lockstep.store;

import org.jspecify.annotations.NullMarked;
