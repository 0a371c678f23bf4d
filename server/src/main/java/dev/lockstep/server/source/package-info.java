/**
 * What requests name outside the process: files, folders and addresses, each allowed or refused
 * before it is touched.
 */
@NullMarked
package dev.lockstep.server.source;

import org.jspecify.annotations.NullMarked;
