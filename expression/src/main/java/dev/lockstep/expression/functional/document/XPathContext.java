package dev.lockstep.expression.functional.document;

import dev.lockstep.expression.functional.fault.FunctionalError;
import dev.lockstep.expression.functional.fault.FunctionalFault;
import dev.lockstep.expression.functional.fault.FunctionalLimits;
import java.math.BigDecimal;
import java.util.List;

/** Where a part of an XPath is evaluated: a node, its place from 1 among {@code size}. */
record XPathContext(XmlNode node, int position, int size, Work work) {
    /** Nodes visited and characters read by one use of a path. */
    static final class Work {
        private long visited;
        private long read;

        void read(long characters) {
            read += characters;
            if (read > FunctionalLimits.PATH_TEXT.defaultValue()) {
                throw new FunctionalFault(FunctionalError.DOCUMENT_TOO_LARGE);
            }
        }

        void visit() {
            if (++visited > FunctionalLimits.PATH_WORK.defaultValue()) {
                throw new FunctionalFault(FunctionalError.DOCUMENT_TOO_LARGE);
            }
        }
    }

    /** A node set; may hold a node more than once and out of order. */
    record Nodes(List<XmlNode> list) {}

    static boolean truth(Object value) {
        if (value instanceof Nodes n) {
            return !n.list().isEmpty();
        }
        if (value instanceof Double d) {
            return d != 0 && !Double.isNaN(d);
        }
        return value instanceof Boolean b ? b : !((String) value).isEmpty();
    }

    /** The string value of a node, which takes work. */
    String text(XmlNode of) {
        String text = of.stringValue();
        work.read(text.length());
        return text;
    }

    String text(Object value) {
        if (value instanceof Nodes n) {
            return n.list().isEmpty() ? "" : text(n.list().get(0));
        }
        if (value instanceof Double d && d == StrictMath.rint(d) && Math.abs(d) < 1e15) {
            return Long.toString(d.longValue());
        }
        if (value instanceof Double d && !d.isNaN() && !d.isInfinite()) {
            return new BigDecimal(d.toString()).toPlainString();
        }
        return value.toString();
    }

    double number(Object value) {
        if (value instanceof Double d) {
            return d;
        }
        if (value instanceof Boolean b) {
            return b ? 1 : 0;
        }
        return parse(text(value));
    }

    /** A number as XPath reads it; NaN for anything else. */
    static double parse(String text) {
        String t = text.strip();
        for (int i = 0; i < t.length(); i++) {
            if ("+-.0123456789eE".indexOf(t.charAt(i)) < 0) {
                return Double.NaN;
            }
        }
        try {
            return Double.parseDouble(t);
        } catch (NumberFormatException notANumber) {
            return Double.NaN;
        }
    }
}
