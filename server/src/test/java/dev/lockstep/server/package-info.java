@NullMarked
package dev.lockstep.server;

import org.jspecify.annotations.NullMarked;
