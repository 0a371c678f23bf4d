/**
 * The entries of a project's journal and their bytes. An entry says what the active decided; its
 * {@link dev.lockstep.failover.entry.Entry#index} counts from 0 without gaps, its epoch and its
 * time never fall. Known: the content is laid down in the failover contract, section 3.
 */
@NullMarked
package dev.lockstep.failover.entry;

import org.jspecify.annotations.NullMarked;
