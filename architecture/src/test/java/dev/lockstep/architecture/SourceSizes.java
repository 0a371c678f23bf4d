package dev.lockstep.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Measures Java sources and names what is too big. Generated sources are never handed in. */
final class SourceSizes {
    static final int CLASS_LINES_MAX = 600;
    static final int TEST_CLASS_LINES_MAX = 800;
    static final int METHOD_LINES_MAX = 60;
    static final int PARAMETERS_MAX = 7;
    static final int LINE_LENGTH_MAX = 120;
    static final int BRANCHES_MAX = 14;
    static final int NESTING_MAX = 4;

    private final List<String> tooBig = new ArrayList<>();
    private final List<Integer> productionLines = new ArrayList<>();
    private String longest = "";
    private int longestLines;

    /** Measures the files, which must be Java that parses. */
    static SourceSizes of(List<Path> files) {
        SourceSizes sizes = new SourceSizes();
        files.forEach(sizes::measureLines);
        sizes.measureMethods(files);
        sizes.productionLines.sort(null);
        return sizes;
    }

    /** One sentence each; empty if all is well. */
    List<String> tooBig() {
        return tooBig;
    }

    /** How long production files are. */
    String summary() {
        return productionLines.size()
                + " class files: median "
                + quantile(0.5)
                + " lines (aim 120), p90 "
                + quantile(0.9)
                + " (aim 300), longest "
                + longestLines
                + " ("
                + longest
                + ")";
    }

    private int quantile(double q) {
        return productionLines.isEmpty()
                ? 0
                : productionLines.get((int) (q * (productionLines.size() - 1)));
    }

    private void measureLines(Path file) {
        List<String> lines = Repository.text(file).lines().toList();
        boolean test = isTest(file);
        int max = test ? TEST_CLASS_LINES_MAX : CLASS_LINES_MAX;
        if (lines.size() > max) {
            tooBig.add(file + " has " + lines.size() + " lines, more than " + max);
        }
        if (!test && !file.endsWith("package-info.java")) {
            productionLines.add(lines.size());
            if (lines.size() > longestLines) {
                longestLines = lines.size();
                longest = Repository.name(file);
            }
        }
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).length() > LINE_LENGTH_MAX) {
                tooBig.add(file + ":" + (i + 1) + " is longer than " + LINE_LENGTH_MAX);
            }
        }
    }

    private static boolean isTest(Path file) {
        return file.toString().replace('\\', '/').contains("/src/test/");
    }

    private void measureMethods(List<Path> files) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager =
                compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            JavacTask task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    manager,
                                    null,
                                    List.of("-proc:none"),
                                    null,
                                    manager.getJavaFileObjectsFromPaths(files));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                new MethodMeter(unit, positions).scan(unit, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Walks one file; a record's canonical constructor may have any number of parameters. */
    private final class MethodMeter extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private Tree.Kind kind = Tree.Kind.CLASS;

        MethodMeter(CompilationUnitTree unit, SourcePositions positions) {
            this.unit = unit;
            this.positions = positions;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void unused) {
            Tree.Kind outer = kind;
            kind = type.getKind();
            super.visitClass(type, null);
            kind = outer;
            return null;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void unused) {
            LineMap lines = unit.getLineMap();
            long first = lines.getLineNumber(positions.getStartPosition(unit, method));
            long last = lines.getLineNumber(positions.getEndPosition(unit, method));
            long length = last - first + 1;
            String name = unit.getSourceFile().getName() + ":" + first + " " + method.getName();
            if (length > METHOD_LINES_MAX) {
                tooBig.add(name + " has " + length + " lines, more than " + METHOD_LINES_MAX);
            }
            int parameters = method.getParameters().size();
            boolean canonical =
                    kind == Tree.Kind.RECORD && method.getName().contentEquals("<init>");
            if (parameters > PARAMETERS_MAX && !canonical) {
                tooBig.add(name + " has " + parameters + " parameters; make a record of them");
            }
            BranchMeter branches = new BranchMeter();
            branches.scan(method.getBody(), null);
            if (branches.count() > BRANCHES_MAX) {
                tooBig.add(name + " has " + branches.count() + " ways, more than " + BRANCHES_MAX);
            }
            if (branches.deepest() > NESTING_MAX) {
                tooBig.add(name + " is nested " + branches.deepest() + " deep");
            }
            return super.visitMethod(method, null);
        }
    }
}
