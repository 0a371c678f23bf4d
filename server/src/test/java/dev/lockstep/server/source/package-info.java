@NullMarked
package dev.lockstep.server.source;

import org.jspecify.annotations.NullMarked;
