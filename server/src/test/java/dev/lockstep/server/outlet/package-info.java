@NullMarked
package dev.lockstep.server.outlet;

import org.jspecify.annotations.NullMarked;
