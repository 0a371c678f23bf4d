package dev.lockstep.expression.eel;

import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.Problem;
import dev.lockstep.expression.eel.grammar.EelLexer;
import dev.lockstep.expression.eel.grammar.EelParser;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;

/** From text to a parse tree within the language's limits. */
final class EelSyntax {
    private EelSyntax() {}

    /** The tree, or null if there were problems, which have been added. */
    static EelParser.@Nullable ProgramContext parse(
            String text, Location where, List<Problem> problems) {
        int before = problems.size();
        Listener listener = new Listener(where, problems);
        EelLexer lexer = new EelLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        lexer.addErrorListener(listener);
        CommonTokenStream tokens = new CommonTokenStream(lexer);
        tokens.fill();
        if (tokens.size() > EelLimits.TOKENS.defaultValue()
                || bracketDepth(tokens) > EelLimits.DEPTH.defaultValue() / 8) {
            problems.add(
                    Problem.error(
                            EelError.TOO_LARGE,
                            where,
                            "The expression is too long or too deeply nested."));
            return null;
        }
        EelParser parser = new EelParser(tokens);
        parser.removeErrorListeners();
        parser.addErrorListener(listener);
        EelParser.ProgramContext tree = parser.program();
        if (problems.size() > before) {
            return null;
        }
        if (depth(tree) > EelLimits.DEPTH.defaultValue()) {
            problems.add(
                    Problem.error(
                            EelError.TOO_LARGE, where, "The expression is too deeply nested."));
            return null;
        }
        return tree;
    }

    /** Everything that makes the parser call itself counts: brackets, signs, keywords that nest. */
    private static int bracketDepth(CommonTokenStream tokens) {
        int depth = 0;
        int deepest = 0;
        int run = 0;
        for (Token t : tokens.getTokens()) {
            switch (t.getType()) {
                case EelLexer.LPAREN, EelLexer.BEGIN -> depth++;
                case EelLexer.RPAREN, EelLexer.END -> depth--;
                case EelLexer.MINUS,
                        EelLexer.PLUS,
                        EelLexer.NOT,
                        EelLexer.IF,
                        EelLexer.ELSE,
                        EelLexer.WHILE ->
                        run++;
                case EelLexer.ID, EelLexer.INTEGER, EelLexer.REAL, EelLexer.TEXT, EelLexer.SEMI -> {
                    // a chain of conditionals nests by its ELSE even where operands stand between
                    run = run > 0 && t.getType() != EelLexer.SEMI ? run - 1 : run;
                }
                default -> {
                    // neither opens nor closes anything
                }
            }
            deepest = Math.max(deepest, depth + run);
        }
        return deepest;
    }

    private static int depth(ParseTree tree) {
        Deque<ParseTree> nodes = new ArrayDeque<>();
        Deque<Integer> depths = new ArrayDeque<>();
        nodes.push(tree);
        depths.push(1);
        int deepest = 0;
        while (!nodes.isEmpty()) {
            ParseTree node = nodes.pop();
            int depth = depths.pop();
            deepest = Math.max(deepest, depth);
            for (int k = 0; k < node.getChildCount(); k++) {
                nodes.push(node.getChild(k));
                depths.push(depth + 1);
            }
        }
        return deepest;
    }

    private static final class Listener extends BaseErrorListener {
        private final Location where;
        private final List<Problem> problems;

        Listener(Location where, List<Problem> problems) {
            this.where = where;
            this.problems = problems;
        }

        @Override
        public void syntaxError(
                Recognizer<?, ?> recognizer,
                @Nullable Object symbol,
                int line,
                int column,
                String message,
                @Nullable RecognitionException e) {
            problems.add(
                    Problem.error(
                            EelError.SYNTAX,
                            where.plus(line - 1, column + 1),
                            "The expression cannot be read: " + message + "."));
        }
    }
}
