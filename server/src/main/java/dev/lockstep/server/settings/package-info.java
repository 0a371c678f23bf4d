/** What a server is told by its command line, as data. */
@NullMarked
package dev.lockstep.server.settings;

import org.jspecify.annotations.NullMarked;
