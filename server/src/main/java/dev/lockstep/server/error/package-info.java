/** Error codes of the server and the command line. */
@NullMarked
package dev.lockstep.server.error;

import org.jspecify.annotations.NullMarked;
