/**
 * From an element tree to a {@link dev.lockstep.model.project.ProjectSpec}, collecting every
 * problem on the way.
 */
@NullMarked
package dev.lockstep.model.reading;

import org.jspecify.annotations.NullMarked;
