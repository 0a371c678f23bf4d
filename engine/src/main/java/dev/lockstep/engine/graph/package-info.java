/** From a project to a graph of windows in topological order. */
@NullMarked
package dev.lockstep.engine.graph;

import org.jspecify.annotations.NullMarked;
