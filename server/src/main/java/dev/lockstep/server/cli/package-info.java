/** Commands of the process: options in, exit codes out. */
@NullMarked
package dev.lockstep.server.cli;

import org.jspecify.annotations.NullMarked;
