package dev.lockstep.model.xml;

import dev.lockstep.api.error.Location;
import java.util.Arrays;

/**
 * Finds where tags begin. The JDK's reader says only where they end; as no tag holds another {@code
 * <}, the last one before its end begins it.
 */
final class TagPlaces {
    private final String text;
    private int[] lineStarts = new int[64];
    private int lines;

    TagPlaces(String text) {
        this.text = text;
        add(0);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isPair = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
            if (c == '\n' || c == '\r' && !isPair) {
                add(i + 1);
            }
        }
    }

    private void add(int start) {
        if (lines == lineStarts.length) {
            lineStarts = Arrays.copyOf(lineStarts, 2 * lines);
        }
        lineStarts[lines++] = start;
    }

    /** The place of the {@code <} of the tag that ends before {@code end}; {@code end} if none. */
    Location start(Location end) {
        if (end.line() < 1 || end.line() > lines) {
            return end;
        }
        int at = text.lastIndexOf('<', lineStarts[end.line() - 1] + end.column() - 2);
        if (at < 0) {
            return end;
        }
        int found = Arrays.binarySearch(lineStarts, 0, lines, at);
        int line = found >= 0 ? found : -found - 2;
        return new Location(end.document(), line + 1, at - lineStarts[line] + 1);
    }
}
