/**
 * XML and JSON documents as values: bounded parsers and the paths that read them. Without DTDs,
 * entities of a document's own, network or files.
 */
@NullMarked
package dev.lockstep.expression.functional.document;

import org.jspecify.annotations.NullMarked;
