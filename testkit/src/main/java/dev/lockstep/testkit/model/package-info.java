/**
 * Projects made by hand: {@link dev.lockstep.testkit.model.ModelBuilder} builds the records, {@link
 * dev.lockstep.testkit.model.ModelXml} writes them as project XML, so that the same project can be
 * given to the reference as data and to an engine as text.
 */
@NullMarked
package dev.lockstep.testkit.model;

import org.jspecify.annotations.NullMarked;
