/** What the engine tells others: output, bad events, error codes. */
@NullMarked
package dev.lockstep.engine.event;

import org.jspecify.annotations.NullMarked;
