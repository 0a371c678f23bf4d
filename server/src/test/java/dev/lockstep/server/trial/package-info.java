@NullMarked
package dev.lockstep.server.trial;

import org.jspecify.annotations.NullMarked;
