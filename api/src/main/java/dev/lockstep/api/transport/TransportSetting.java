package dev.lockstep.api.transport;

import dev.lockstep.api.error.Location;

/**
 * One line of a transport's configuration file.
 *
 * @param section the block in which it stands, in lower case; empty in a file without blocks
 * @param value without quotation marks
 * @param where its name stands
 */
public record TransportSetting(String section, String name, String value, Location where) {}
