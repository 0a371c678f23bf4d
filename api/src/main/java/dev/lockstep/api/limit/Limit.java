package dev.lockstep.api.limit;

/**
 * A bound with a name, a default and a unit. A metric that shows its use will have the same name.
 *
 * @param name lower case with dots, for example {@code xml.depth.max}
 * @param unit for example {@code rows}, {@code bytes}, {@code elements}
 */
public record Limit(String name, long defaultValue, String unit, String meaning) {}
