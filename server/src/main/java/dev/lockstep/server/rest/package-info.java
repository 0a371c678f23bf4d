/**
 * The REST interface: routes, what they answer, and how answers become XML or JSON. Knows projects
 * only through their port.
 */
@NullMarked
package dev.lockstep.server.rest;

import org.jspecify.annotations.NullMarked;
