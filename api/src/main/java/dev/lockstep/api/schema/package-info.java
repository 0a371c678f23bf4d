/** Field types and schemas: the fixed shape of a window's events. */
@NullMarked
package dev.lockstep.api.schema;

import org.jspecify.annotations.NullMarked;
