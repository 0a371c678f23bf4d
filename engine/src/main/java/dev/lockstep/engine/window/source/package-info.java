/** Source windows: the only entry of events (semantics 2.1). */
@NullMarked
package dev.lockstep.engine.window.source;

import org.jspecify.annotations.NullMarked;
