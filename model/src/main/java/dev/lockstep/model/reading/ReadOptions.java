package dev.lockstep.model.reading;

import java.util.List;

/**
 * What a project is read for.
 *
 * @param connectorClasses classes of connectors that can be run
 * @param isWithoutConnectors whether all of the model's connectors count as inactive
 */
public record ReadOptions(List<String> connectorClasses, boolean isWithoutConnectors) {}
