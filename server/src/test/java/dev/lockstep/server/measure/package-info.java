@NullMarked
package dev.lockstep.server.measure;

import org.jspecify.annotations.NullMarked;
