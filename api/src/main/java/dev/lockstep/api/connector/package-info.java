/**
 * SPI of connectors. A connector works on a thread of its own, sees detached blocks only and never
 * the engine; whoever runs the project moves the blocks.
 */
@NullMarked
package dev.lockstep.api.connector;

import org.jspecify.annotations.NullMarked;
