/**
 * Snapshots of projects in folders: written so that one is there wholly or not at all, checked
 * before anything is read from it.
 */
@NullMarked
package dev.lockstep.server.persist;

import org.jspecify.annotations.NullMarked;
