package dev.lockstep.expression.functional.document;

import dev.lockstep.expression.functional.fault.FunctionalError;
import dev.lockstep.expression.functional.fault.FunctionalFault;

/** Escaping and unescaping of character data. Only the five entities of XML itself exist. */
public final class XmlText {
    private XmlText() {}

    /** Appends {@code text} so that it can stand in an element and in an attribute. */
    public static void escape(String text, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                default -> out.append(c);
            }
        }
    }

    /**
     * Character data with its references resolved.
     *
     * @throws FunctionalFault for a reference that is unknown or not closed
     */
    public static String unescape(String text) {
        int amp = text.indexOf('&');
        if (amp < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int from = 0;
        while (amp >= 0) {
            int end = text.indexOf(';', amp);
            if (end < 0) {
                throw malformed("a reference without a semicolon");
            }
            out.append(text, from, amp);
            appendReference(text.substring(amp + 1, end), out);
            from = end + 1;
            amp = text.indexOf('&', from);
        }
        return out.append(text, from, text.length()).toString();
    }

    private static void appendReference(String name, StringBuilder out) {
        switch (name) {
            case "lt" -> out.append('<');
            case "gt" -> out.append('>');
            case "amp" -> out.append('&');
            case "quot" -> out.append('"');
            case "apos" -> out.append('\'');
            default -> out.appendCodePoint(codePoint(name));
        }
    }

    private static int codePoint(String name) {
        if (name.length() > 1 && name.length() < 10 && name.charAt(0) == '#') {
            boolean hex = name.charAt(1) == 'x';
            try {
                int value = Integer.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10);
                boolean isSurrogate = value >= 0xD800 && value <= 0xDFFF;
                if (value > 0 && Character.isValidCodePoint(value) && !isSurrogate) {
                    return value;
                }
            } catch (NumberFormatException notANumber) {
                throw malformed("the reference " + name);
            }
        }
        throw malformed("the reference " + name);
    }

    static FunctionalFault malformed(String detail) {
        return new FunctionalFault(FunctionalError.MALFORMED_DOCUMENT, detail);
    }
}
