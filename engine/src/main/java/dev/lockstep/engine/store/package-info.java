/**
 * Retained state: rows as chunked columns addressed by slot, indices from key to slot, the order in
 * which rows were last changed, and the undo log of transactional blocks. Everything is
 * deterministic: a slot, and so the order of a scan, is a function of the calls made. Read {@link
 * dev.lockstep.engine.store.KeyedRows} next.
 */
@NullMarked
package dev.lockstep.engine.store;

import org.jspecify.annotations.NullMarked;
