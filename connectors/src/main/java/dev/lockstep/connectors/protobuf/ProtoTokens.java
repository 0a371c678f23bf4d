package dev.lockstep.connectors.protobuf;

import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.connectors.ConnectorCode;

/** The words of a {@code .proto} file. One thread. */
final class ProtoTokens {
    private final String text;
    private final String file;
    private int at;
    private int line = 1;
    private String token = "";

    /**
     * @param file as messages show it
     */
    ProtoTokens(String text, String file) {
        this.text = text;
        this.file = file;
        next();
    }

    /** The word at hand; empty at the end. */
    String peek() {
        return token;
    }

    boolean isAt(String word) {
        return token.equals(word);
    }

    /** The word at hand, which is passed over. */
    String take() {
        String taken = token;
        next();
        return taken;
    }

    /** Passes over the word if it is at hand. */
    boolean accept(String word) {
        boolean isThere = isAt(word);
        if (isThere) {
            next();
        }
        return isThere;
    }

    void expect(String word) {
        if (!accept(word)) {
            throw bad("'" + word + "' is expected where '" + token + "' is");
        }
    }

    String name() {
        if (!token.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw bad("a name is expected where '" + token + "' is");
        }
        return take();
    }

    /** A name with dots in it, and maybe one in front. */
    String path() {
        StringBuilder path = new StringBuilder(accept(".") ? "." : "");
        path.append(name());
        while (accept(".")) {
            path.append('.').append(name());
        }
        return path.toString();
    }

    int number() {
        boolean isNegative = accept("-");
        try {
            int value = Integer.decode((isNegative ? "-" : "") + token);
            next();
            return value;
        } catch (NumberFormatException e) {
            throw bad("a number is expected where '" + token + "' is");
        }
    }

    LockstepException bad(String what) {
        return new LockstepException(
                Problem.error(
                        ConnectorCode.BAD_SCHEMA,
                        new Location(file, line, 0),
                        "The file of messages cannot be used: " + what));
    }

    /** Passes over everything to the end of the statement or block at hand. */
    void skipStatement() {
        int depth = 0;
        while (!token.isEmpty()) {
            String word = take();
            if (word.equals("{")) {
                depth++;
            } else if (word.equals("}")) {
                depth--;
                if (depth == 0) {
                    accept(";");
                    return;
                }
            } else if (word.equals(";") && depth == 0) {
                return;
            }
        }
        throw bad("it ends within a statement");
    }

    private void next() {
        blanks();
        if (at == text.length()) {
            token = "";
            return;
        }
        int from = at;
        char c = text.charAt(at++);
        if (c == '"' || c == '\'') {
            while (at < text.length() && text.charAt(at) != c && text.charAt(at) != '\n') {
                at += text.charAt(at) == '\\' ? 2 : 1;
            }
            if (at >= text.length() || text.charAt(at) != c) {
                throw bad("a quotation is not closed");
            }
            at++;
        } else if (isWord(c)) {
            while (at < text.length() && isWord(text.charAt(at))) {
                at++;
            }
        }
        token = text.substring(from, at);
    }

    private static boolean isWord(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
    }

    private void blanks() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n') {
                line++;
                at++;
            } else if (Character.isWhitespace(c) || c == '\uFEFF') {
                at++;
            } else if (text.startsWith("//", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                if (end < 0) {
                    throw bad("a comment is not closed");
                }
                line += (int) text.substring(at, end).chars().filter(x -> x == '\n').count();
                at = end + 2;
            } else {
                return;
            }
        }
    }
}
