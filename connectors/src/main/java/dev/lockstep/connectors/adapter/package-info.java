/**
 * Adapters: processes that join a file or socket with a window of a project by way of a {@link
 * dev.lockstep.api.transport.Transport}. {@link dev.lockstep.connectors.adapter.FsAdapter} is one
 * run; the other classes read command lines, addresses and files.
 */
@NullMarked
package dev.lockstep.connectors.adapter;

import org.jspecify.annotations.NullMarked;
