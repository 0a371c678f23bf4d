/**
 * Event blocks, the unit of everything that moves: columns of primitives, an opcode, a flag and a
 * cause a row, a null mask a row.
 *
 * <p>A block is <em>detached</em> (values of variable length are spans of its own byte arena; what
 * connectors, journals and clients handle, on any one thread at a time) or <em>attached</em> (they
 * are codes of a project's string pool; what the engine handles, on its one thread). Only the
 * engine's step attaches, in journal order.
 */
@NullMarked
package dev.lockstep.api.block;

import org.jspecify.annotations.NullMarked;
