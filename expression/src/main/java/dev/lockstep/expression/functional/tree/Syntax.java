package dev.lockstep.expression.functional.tree;

import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.Problem;
import dev.lockstep.expression.functional.fault.FunctionalError;
import dev.lockstep.expression.functional.fault.FunctionalLimits;
import dev.lockstep.expression.functional.grammar.FunctionalLexer;
import dev.lockstep.expression.functional.grammar.FunctionalParser;
import dev.lockstep.expression.functional.grammar.FunctionalParser.ExpressionContext;
import java.util.List;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.LexerNoViableAltException;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** From text to a parse tree within the language's limits. */
final class Syntax {
    private Syntax() {}

    /** The tree, or null for a blank text or if there were problems, which have been added. */
    static @Nullable ExpressionContext parse(String text, List<Problem> problems, Location where) {
        if (text.length() > FunctionalLimits.EXPRESSION_TEXT.defaultValue()) {
            problems.add(
                    tooLarge(
                            where,
                            "longer than "
                                    + FunctionalLimits.EXPRESSION_TEXT.defaultValue()
                                    + " characters"));
            return null;
        }
        FirstError error = new FirstError();
        FunctionalLexer lexer = new FunctionalLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        lexer.addErrorListener(error);
        CommonTokenStream tokens = new CommonTokenStream(lexer);
        tokens.fill();
        if (tokens.size() == 1 && error.problem == null) {
            return null;
        }
        if (isTooLarge(tokens)) {
            problems.add(tooLarge(where, "too deeply nested or has too many parts"));
            return null;
        }
        FunctionalParser parser = new FunctionalParser(tokens);
        parser.removeErrorListeners();
        parser.addErrorListener(error);
        ExpressionContext tree = parser.unit().expression();
        String problem = error.problem;
        if (problem != null) {
            problems.add(
                    problem(
                            FunctionalError.SYNTAX,
                            where.plus(error.line - 1, error.column + 1),
                            error.offset,
                            problem));
            return null;
        }
        return tree;
    }

    private static boolean isTooLarge(CommonTokenStream tokens) {
        int depth = 0;
        int deepest = 0;
        int parts = 0;
        for (Token t : tokens.getTokens()) {
            switch (t.getType()) {
                case FunctionalLexer.LEFT -> deepest = Math.max(deepest, ++depth);
                case FunctionalLexer.RIGHT -> depth--;
                case FunctionalLexer.COMMA, Token.EOF -> {
                    // no part of its own
                }
                default -> parts++;
            }
        }
        return deepest > FunctionalLimits.EXPRESSION_DEPTH.defaultValue()
                || parts > FunctionalLimits.EXPRESSION_NODES.defaultValue();
    }

    private static Problem tooLarge(Location where, String how) {
        return Problem.error(
                FunctionalError.EXPRESSION_TOO_LARGE, where, "The function is " + how + ".");
    }

    static Problem problem(FunctionalError error, Location where, Token at, String detail) {
        return problem(
                error,
                where.plus(at.getLine() - 1, at.getCharPositionInLine() + 1),
                at.getStartIndex(),
                detail);
    }

    /**
     * @param offset characters before the place, counted from the text's start
     */
    private static Problem problem(FunctionalError error, Location place, int offset, String what) {
        return Problem.error(
                error, place, "At character " + (offset + 1) + " of the function: " + what + ".");
    }

    /** What follows the first error is mostly its consequence. */
    private static final class FirstError extends BaseErrorListener {
        private @Nullable String problem;
        private int line;
        private int column;
        private int offset;

        @Override
        public void syntaxError(
                Recognizer<?, ?> recognizer,
                @Nullable Object symbol,
                int atLine,
                int atColumn,
                String message,
                @Nullable RecognitionException e) {
            if (problem != null) {
                return;
            }
            line = atLine;
            column = atColumn;
            if (symbol instanceof Token t) {
                offset = t.getStartIndex();
                problem =
                        t.getType() == Token.EOF
                                ? "it ends too early"
                                : "'" + t.getText() + "' is not expected here";
                return;
            }
            // only quotation marks and the signs of names can begin what is no token
            offset =
                    e instanceof LexerNoViableAltException lexical
                            ? lexical.getStartIndex()
                            : recognizer.getInputStream().index();
            boolean isName = message.matches("[^']*'[$#].*");
            problem = isName ? "a name is missing" : "the text is not closed";
        }
    }
}
