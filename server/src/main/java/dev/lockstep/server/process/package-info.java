/** The server process: everything is made here, in the order in which it starts. */
@NullMarked
package dev.lockstep.server.process;

import org.jspecify.annotations.NullMarked;
