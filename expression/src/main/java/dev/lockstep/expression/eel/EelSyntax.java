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
import org.antlr.v4.runtime.WritableToken;
import org.antlr.v4.runtime.atn.PredictionMode;
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
        if (tokens.size() > EelLimits.TOKENS.defaultValue()) {
            return refused("long", where, problems);
        }
        tellApart(tokens);
        if (bracketDepth(tokens) > EelLimits.BRACKETS.defaultValue()
                || keywords(tokens) > EelLimits.KEYWORDS.defaultValue()) {
            return refused("deeply nested", where, problems);
        }
        EelParser parser = new EelParser(tokens);
        parser.removeErrorListeners();
        parser.addErrorListener(listener);
        // what is left ambiguous (else, a semicolon) is decided for the first alternative anyway
        parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
        EelParser.ProgramContext tree = parser.program();
        if (problems.size() > before) {
            nameDataQuality(tokens, where, problems.subList(before, problems.size()));
            return null;
        }
        if (depth(tree, ParseTree.class) > EelLimits.DEPTH.defaultValue()
                || depth(tree, EelParser.StatementContext.class)
                        > EelLimits.BLOCKS.defaultValue()) {
            return refused("deeply nested", where, problems);
        }
        return tree;
    }

    /** Signs between operands from those before one, brackets of calls from others. */
    private static void tellApart(CommonTokenStream tokens) {
        int before = EelLexer.SEMI;
        for (Token t : tokens.getTokens()) {
            int type = t.getType();
            boolean isSign = type == EelLexer.PLUS || type == EelLexer.MINUS;
            if (t instanceof WritableToken w && isSign && !endsOperand(before)) {
                boolean isPlus = type == EelLexer.PLUS;
                w.setType(isPlus ? EelParser.PREFIX_PLUS : EelParser.PREFIX_MINUS);
            } else if (t instanceof WritableToken w && type == EelLexer.LPAREN && isName(before)) {
                w.setType(EelParser.CALL);
            }
            before = type;
        }
    }

    /**
     * Says of a text about data quality that those objects are missing, and not what cannot be read
     * of it: they are often named like their type.
     */
    private static void nameDataQuality(
            CommonTokenStream tokens, Location where, List<Problem> problems) {
        for (Token t : tokens.getTokens()) {
            if (t.getType() == EelLexer.DATAQ_TYPE) {
                problems.clear();
                problems.add(
                        Problem.error(
                                EelError.UNSUPPORTED,
                                where.plus(t.getLine() - 1, t.getCharPositionInLine() + 1),
                                "Data quality objects need a knowledge base that is not available"
                                        + " here."));
                return;
            }
        }
    }

    private static boolean isName(int type) {
        return switch (type) {
            case EelLexer.ID,
                    EelLexer.INTEGER_TYPE,
                    EelLexer.REAL_TYPE,
                    EelLexer.STRING_TYPE,
                    EelLexer.DATE_TYPE,
                    EelLexer.BOOLEAN_TYPE ->
                    true;
            default -> false;
        };
    }

    private static boolean endsOperand(int type) {
        return switch (type) {
            case EelLexer.RPAREN,
                    EelLexer.INTEGER,
                    EelLexer.REAL,
                    EelLexer.TEXT,
                    EelLexer.TRUE,
                    EelLexer.FALSE,
                    EelLexer.NULL ->
                    true;
            default -> isName(type);
        };
    }

    private static EelParser.@Nullable ProgramContext refused(
            String how, Location where, List<Problem> problems) {
        problems.add(
                Problem.error(EelError.TOO_LARGE, where, "The expression is too " + how + "."));
        return null;
    }

    /** How deep brackets and what stands before them nest: the parser calls itself for each. */
    private static int bracketDepth(CommonTokenStream tokens) {
        Deque<Integer> opened = new ArrayDeque<>();
        int depth = 0;
        int deepest = 0;
        int signs = 0;
        for (Token t : tokens.getTokens()) {
            switch (t.getType()) {
                case EelLexer.LPAREN, EelParser.CALL, EelLexer.BEGIN -> {
                    opened.push(depth);
                    depth += 1 + signs;
                    signs = 0;
                }
                case EelLexer.RPAREN, EelLexer.END ->
                        depth = opened.isEmpty() ? depth : opened.pop();
                case EelParser.PREFIX_MINUS, EelParser.PREFIX_PLUS, EelLexer.NOT -> signs++;
                default -> signs = 0;
            }
            deepest = Math.max(deepest, depth + signs);
        }
        return deepest;
    }

    /** Words for which the parser may call itself without a bracket. */
    private static int keywords(CommonTokenStream tokens) {
        int count = 0;
        for (Token t : tokens.getTokens()) {
            switch (t.getType()) {
                case EelLexer.IF, EelLexer.ELSE, EelLexer.WHILE, EelLexer.FOR, EelLexer.NOT ->
                        count++;
                default -> {
                    // ends before the next one begins
                }
            }
        }
        return count;
    }

    /** The greatest number of nodes of a kind above one another. */
    private static int depth(ParseTree tree, Class<?> kind) {
        Deque<ParseTree> nodes = new ArrayDeque<>();
        Deque<Integer> depths = new ArrayDeque<>();
        nodes.push(tree);
        depths.push(0);
        int deepest = 0;
        while (!nodes.isEmpty()) {
            ParseTree node = nodes.pop();
            int depth = depths.pop() + (kind.isInstance(node) ? 1 : 0);
            deepest = Math.max(deepest, depth);
            for (int k = 0; k < node.getChildCount(); k++) {
                nodes.push(node.getChild(k));
                depths.push(depth);
            }
        }
        return deepest;
    }

    private static final class Listener extends BaseErrorListener {
        private final Location where;
        private final List<Problem> problems;
        private int told;

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
            if (++told > EelLimits.PROBLEMS.defaultValue()) {
                return;
            }
            problems.add(
                    Problem.error(
                            EelError.SYNTAX,
                            where.plus(line - 1, column + 1),
                            "The expression cannot be read: " + reason(symbol, message) + "."));
        }

        /** The parser would list every sign that it could have used. */
        private static String reason(@Nullable Object symbol, String message) {
            if (!(symbol instanceof Token t)) {
                return message.replace("token recognition error at:", "no sign begins with");
            }
            String seen =
                    t.getType() == Token.EOF
                            ? "it ends too early"
                            : "'" + t.getText() + "' is not expected here";
            boolean isMissing = message.startsWith("missing ") && message.contains(" at ");
            return isMissing
                    ? seen + "; " + message.substring(8, message.indexOf(" at ")) + " is missing"
                    : seen;
        }
    }
}
