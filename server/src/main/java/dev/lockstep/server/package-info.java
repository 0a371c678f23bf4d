/** Composition root of a process: command line, running projects, metrics. */
@NullMarked
package dev.lockstep.server;

import org.jspecify.annotations.NullMarked;
