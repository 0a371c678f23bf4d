/**
 * A loaded project whatever runs it: its life cycle, what can be asked of it and told to it, and
 * the registry of all of them. REST, metrics and commands see projects only through these types.
 */
@NullMarked
package dev.lockstep.server.project;

import org.jspecify.annotations.NullMarked;
