/** Tests of the threads between connectors and the engine. */
@NullMarked
package dev.lockstep.server.run;

import org.jspecify.annotations.NullMarked;
