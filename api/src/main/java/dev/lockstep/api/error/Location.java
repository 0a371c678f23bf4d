package dev.lockstep.api.error;

import org.jspecify.annotations.Nullable;

/**
 * A place in a document. Lines and columns count from 1; 0 means unknown.
 *
 * @param document the file's or document's name, or null for text that came from nowhere
 */
public record Location(@Nullable String document, int line, int column) {
    public static final Location UNKNOWN = new Location(null, 0, 0);

    /**
     * This place, {@code lines} lines further down; on another line {@code columnThere} replaces
     * the column.
     */
    public Location plus(int lines, int columnThere) {
        if (line == 0) {
            return this;
        }
        return lines == 0
                ? new Location(document, line, column + columnThere - 1)
                : new Location(document, line + lines, columnThere);
    }

    @Override
    public String toString() {
        String name = document == null ? "" : document;
        if (line == 0) {
            return name;
        }
        return (name.isEmpty() ? "" : name + ":") + line + ":" + column;
    }
}
