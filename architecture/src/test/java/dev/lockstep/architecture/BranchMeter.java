package dev.lockstep.architecture;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.TreeScanner;
import org.jspecify.annotations.Nullable;

/**
 * Counts the ways through a method and how deep its statements are nested. A switch counts once,
 * however many cases it has, since a table reads from top to bottom; an else if is as deep as its
 * if. Classes within a method have methods of their own.
 */
final class BranchMeter extends TreeScanner<@Nullable Void, @Nullable Void> {
    private int count = 1;
    private int depth;
    private int deepest;

    /** Cyclomatic complexity, with a switch as one. */
    int count() {
        return count;
    }

    int deepest() {
        return deepest;
    }

    private void nested(Runnable inside) {
        depth++;
        deepest = Math.max(deepest, depth);
        inside.run();
        depth--;
    }

    private void branch(Runnable inside) {
        count++;
        nested(inside);
    }

    @Override
    public @Nullable Void visitIf(IfTree tree, @Nullable Void unused) {
        scan(tree.getCondition(), null);
        branch(() -> scan(tree.getThenStatement(), null));
        StatementTree otherwise = tree.getElseStatement();
        if (otherwise instanceof IfTree) {
            scan(otherwise, null);
        } else if (otherwise != null) {
            nested(() -> scan(otherwise, null));
        }
        return null;
    }

    @Override
    public @Nullable Void visitForLoop(ForLoopTree tree, @Nullable Void unused) {
        branch(() -> super.visitForLoop(tree, null));
        return null;
    }

    @Override
    public @Nullable Void visitEnhancedForLoop(EnhancedForLoopTree tree, @Nullable Void unused) {
        branch(() -> super.visitEnhancedForLoop(tree, null));
        return null;
    }

    @Override
    public @Nullable Void visitWhileLoop(WhileLoopTree tree, @Nullable Void unused) {
        branch(() -> super.visitWhileLoop(tree, null));
        return null;
    }

    @Override
    public @Nullable Void visitDoWhileLoop(DoWhileLoopTree tree, @Nullable Void unused) {
        branch(() -> super.visitDoWhileLoop(tree, null));
        return null;
    }

    @Override
    public @Nullable Void visitSwitch(SwitchTree tree, @Nullable Void unused) {
        branch(() -> super.visitSwitch(tree, null));
        return null;
    }

    @Override
    public @Nullable Void visitSwitchExpression(SwitchExpressionTree tree, @Nullable Void unused) {
        count++;
        return super.visitSwitchExpression(tree, null);
    }

    @Override
    public @Nullable Void visitTry(TryTree tree, @Nullable Void unused) {
        nested(() -> super.visitTry(tree, null));
        return null;
    }

    @Override
    public @Nullable Void visitCatch(CatchTree tree, @Nullable Void unused) {
        count++;
        return super.visitCatch(tree, null);
    }

    @Override
    public @Nullable Void visitConditionalExpression(
            ConditionalExpressionTree tree, @Nullable Void unused) {
        count++;
        return super.visitConditionalExpression(tree, null);
    }

    @Override
    public @Nullable Void visitBinary(BinaryTree tree, @Nullable Void unused) {
        boolean isShort =
                tree.getKind() == Tree.Kind.CONDITIONAL_AND
                        || tree.getKind() == Tree.Kind.CONDITIONAL_OR;
        count += isShort ? 1 : 0;
        return super.visitBinary(tree, null);
    }

    @Override
    public @Nullable Void visitLambdaExpression(LambdaExpressionTree tree, @Nullable Void unused) {
        nested(() -> super.visitLambdaExpression(tree, null));
        return null;
    }

    @Override
    public @Nullable Void visitClass(ClassTree tree, @Nullable Void unused) {
        return null;
    }
}
