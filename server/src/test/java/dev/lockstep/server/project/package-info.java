@NullMarked
package dev.lockstep.server.project;

import org.jspecify.annotations.NullMarked;
