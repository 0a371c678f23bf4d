@NullMarked
package dev.lockstep.server.process;

import org.jspecify.annotations.NullMarked;
