/**
 * Events as Java objects, for whoever embeds the engine: a convenience on top of blocks, which stay
 * the way to publish at full speed.
 */
@NullMarked
package dev.lockstep.engine.bean;

import org.jspecify.annotations.NullMarked;
