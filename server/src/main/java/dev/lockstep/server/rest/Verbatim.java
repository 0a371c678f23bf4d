package dev.lockstep.server.rest;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A document as a part of another one. */
final class Verbatim {
    private static final Pattern DECLARATION =
            Pattern.compile("\\A\uFEFF?\\s*<\\?xml\\s[^>]*\\?>\\s*");

    private Verbatim() {}

    /** The document without its declaration, which may only stand at the beginning. */
    static String element(String document) {
        Matcher m = DECLARATION.matcher(document);
        String text = m.find() ? document.substring(m.end()) : document;
        return (text.startsWith("\uFEFF") ? text.substring(1) : text).strip();
    }
}
