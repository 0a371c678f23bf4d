/** The demonstration: generates data, runs the bundled example, shows the result. */
@NullMarked
package dev.lockstep.server.demo;

import org.jspecify.annotations.NullMarked;
