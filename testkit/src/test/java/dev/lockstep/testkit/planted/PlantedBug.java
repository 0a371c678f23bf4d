package dev.lockstep.testkit.planted;

/**
 * A change of the engine's source.
 *
 * @param name what is wrong then
 * @param file the source file below the engine's base package, without its ending
 * @param sound text that stands in the file exactly once
 * @param planted what stands there instead
 */
record PlantedBug(String name, String file, String sound, String planted) {}
