/**
 * Events as Java objects, for whoever embeds the engine: a generated class for each class of
 * objects and schema reads the properties and writes them straight into the columns of the input's
 * own block.
 */
@NullMarked
package dev.lockstep.engine.bean;

import org.jspecify.annotations.NullMarked;
