/** What a person sees of a run: a live table on a terminal, plain lines in a pipe. */
@NullMarked
package dev.lockstep.server.view;

import org.jspecify.annotations.NullMarked;
