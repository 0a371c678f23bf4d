@NullMarked
package dev.lockstep.server.rest;

import org.jspecify.annotations.NullMarked;
