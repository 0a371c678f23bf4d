/** What the engines tell adapters about the windows of a project, over its topic of metadata. */
@NullMarked
package dev.lockstep.server.metadata;

import org.jspecify.annotations.NullMarked;
