package dev.lockstep.expression.functional.document;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A location path. */
final class XPathSteps implements XPathExpression {
    /** How a step moves. */
    enum Axis {
        CHILD,
        /** The node and everything below it. */
        DESCENDANT,
        PARENT,
        SELF,
        ATTRIBUTE,
        /** The parent and its ancestors, the nearest first. */
        ANCESTOR,
        ANCESTOR_OR_SELF,
        FOLLOWING_SIBLING,
        /** The nearest first. */
        PRECEDING_SIBLING;

        /** Whether it can lead to one node from several. */
        private boolean mayMeet() {
            return this != CHILD && this != SELF && this != ATTRIBUTE;
        }
    }

    /** What a step accepts. */
    enum Test {
        NAME,
        ANY_ELEMENT,
        TEXT,
        NODE
    }

    record Step(Axis axis, Test test, String name, List<XPathExpression> predicates) {}

    private final @Nullable XPathExpression start;
    private final boolean absolute;
    private final List<Step> steps;

    XPathSteps(@Nullable XPathExpression start, boolean absolute, List<Step> steps) {
        this.start = start;
        this.absolute = absolute;
        this.steps = steps;
    }

    @Override
    public Object evaluate(XPathContext context) {
        List<XmlNode> now = List.of(absolute ? context.node().root() : context.node());
        if (start != null) {
            Object from = start.evaluate(context);
            now = from instanceof XPathContext.Nodes n ? n.list() : List.of();
        }
        for (Step step : steps) {
            List<XmlNode> next = new ArrayList<>();
            for (XmlNode node : now) {
                take(step, node, context.work(), next);
            }
            now = step.axis().mayMeet() ? ordered(next) : next;
        }
        return new XPathContext.Nodes(ordered(now));
    }

    private static void take(Step step, XmlNode node, XPathContext.Work work, List<XmlNode> into) {
        List<XmlNode> found = new ArrayList<>();
        switch (step.axis()) {
            case SELF -> accept(step, node, work, found);
            case ATTRIBUTE -> node.attributes().forEach(a -> accept(step, a, work, found));
            case CHILD -> node.children().forEach(c -> accept(step, c, work, found));
            case DESCENDANT -> {
                accept(step, node, work, found);
                descend(step, node, work, found);
            }
            case PARENT, ANCESTOR, ANCESTOR_OR_SELF -> climb(step, node, work, found);
            case FOLLOWING_SIBLING, PRECEDING_SIBLING -> siblings(step, node, work, found);
        }
        List<XmlNode> kept = found;
        for (XPathExpression predicate : step.predicates()) {
            kept = filter(kept, predicate, work);
        }
        into.addAll(kept);
    }

    private static void climb(
            Step step, XmlNode node, XPathContext.Work work, List<XmlNode> found) {
        if (step.axis() == Axis.ANCESTOR_OR_SELF) {
            accept(step, node, work, found);
        }
        for (XmlNode up = node.parent(); up != null; up = up.parent()) {
            accept(step, up, work, found);
            if (step.axis() == Axis.PARENT) {
                return;
            }
        }
    }

    private static void siblings(
            Step step, XmlNode node, XPathContext.Work work, List<XmlNode> found) {
        XmlNode parent = node.parent();
        if (parent == null || node.kind() == XmlNode.Kind.ATTRIBUTE) {
            return;
        }
        boolean isForward = step.axis() == Axis.FOLLOWING_SIBLING;
        List<XmlNode> all = parent.children();
        for (int i = 0; i < all.size(); i++) {
            XmlNode sibling = all.get(isForward ? i : all.size() - 1 - i);
            boolean isBeyond = sibling.order() > node.order();
            work.visit();
            if (sibling != node && isBeyond == isForward) {
                accept(step, sibling, work, found);
            }
        }
    }

    private static void descend(
            Step step, XmlNode node, XPathContext.Work work, List<XmlNode> found) {
        for (XmlNode child : node.children()) {
            accept(step, child, work, found);
            descend(step, child, work, found);
        }
    }

    private static void accept(
            Step step, XmlNode node, XPathContext.Work work, List<XmlNode> found) {
        work.visit();
        boolean named =
                node.kind() == XmlNode.Kind.ELEMENT || node.kind() == XmlNode.Kind.ATTRIBUTE;
        boolean fits =
                switch (step.test()) {
                    case NODE -> true;
                    case TEXT -> node.kind() == XmlNode.Kind.TEXT;
                    case ANY_ELEMENT -> named;
                    case NAME ->
                            named
                                    && (node.name().equals(step.name())
                                            || node.localName().equals(step.name()));
                };
        if (fits) {
            found.add(node);
        }
    }

    /** In document order, each node once. */
    static List<XmlNode> ordered(List<XmlNode> nodes) {
        if (nodes.size() < 2) {
            return nodes;
        }
        List<XmlNode> sorted = new ArrayList<>(nodes);
        sorted.sort(Comparator.comparingInt(XmlNode::order));
        List<XmlNode> once = new ArrayList<>(sorted.size());
        for (XmlNode n : sorted) {
            if (once.isEmpty() || n != once.get(once.size() - 1)) {
                once.add(n);
            }
        }
        return once;
    }

    static List<XmlNode> filter(
            List<XmlNode> nodes, XPathExpression predicate, XPathContext.Work work) {
        List<XmlNode> kept = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            work.visit();
            XmlNode node = nodes.get(i);
            Object value = predicate.evaluate(new XPathContext(node, i + 1, nodes.size(), work));
            if (value instanceof Double place ? place == i + 1 : XPathContext.truth(value)) {
                kept.add(node);
            }
        }
        return kept;
    }
}
