@NullMarked
package dev.lockstep.server.persist;

import org.jspecify.annotations.NullMarked;
