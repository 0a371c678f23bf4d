package dev.lockstep.server.rest;

import java.util.Map;

/**
 * Nodes as XML: no declaration, each element on a line of its own, since scripts cut answers up by
 * lines; attributes in double quotation marks in the order given.
 */
final class XmlForm {
    private XmlForm() {}

    static String of(Node node) {
        StringBuilder s = new StringBuilder();
        write(node, 0, s);
        return s.toString();
    }

    private static void write(Node n, int depth, StringBuilder s) {
        s.append("  ".repeat(depth)).append('<').append(n.name());
        for (Map.Entry<String, String> a : n.attributes().entrySet()) {
            s.append(' ').append(a.getKey()).append("=\"");
            escape(a.getValue(), true, s);
            s.append('"');
        }
        if (!n.children().isEmpty()) {
            s.append(">\n");
            n.children().forEach(c -> write(c, depth + 1, s));
            s.append("  ".repeat(depth)).append("</").append(n.name()).append(">\n");
        } else if (!n.text().isEmpty()) {
            s.append('>');
            escape(n.text(), false, s);
            s.append("</").append(n.name()).append(">\n");
        } else {
            s.append("/>\n");
        }
    }

    /**
     * Appends text so that it can be nothing but text. What XML has no way to write becomes U+FFFD.
     *
     * @param isAttribute whether line ends have to be kept from being read as blanks
     */
    static void escape(String text, boolean isAttribute, StringBuilder s) {
        text.codePoints()
                .forEach(
                        c -> {
                            switch (c) {
                                case '&' -> s.append("&amp;");
                                case '<' -> s.append("&lt;");
                                case '>' -> s.append("&gt;");
                                case '"' -> s.append(isAttribute ? "&quot;" : "\"");
                                case '\r' -> s.append("&#13;");
                                case '\n' -> s.append(isAttribute ? "&#10;" : "\n");
                                case '\t' -> s.append(isAttribute ? "&#9;" : "\t");
                                default -> s.appendCodePoint(isXml(c) ? c : 0xFFFD);
                            }
                        });
    }

    /** Whether XML 1.0 has the character. */
    static boolean isXml(int c) {
        return c >= 0x20 && c < 0xD800
                || c >= 0xE000 && c <= 0xFFFD
                || c > 0xFFFF
                || c == '\t'
                || c == '\n'
                || c == '\r';
    }
}
