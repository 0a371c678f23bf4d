/** Tests of events as Java objects. */
@NullMarked
package dev.lockstep.engine.bean;

import org.jspecify.annotations.NullMarked;
