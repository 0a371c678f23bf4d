/**
 * The port behind which rows live outside the heap: the engine asks for stores by name, whoever
 * embeds it decides where they are. A store holds no truth of its own: what must survive is in
 * snapshots and in the journal.
 */
@NullMarked
package dev.lockstep.api.store;

import org.jspecify.annotations.NullMarked;
