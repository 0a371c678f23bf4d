package dev.lockstep.expression.functional.pattern;

import dev.lockstep.expression.functional.fault.FunctionalError;
import dev.lockstep.expression.functional.fault.FunctionalFault;
import dev.lockstep.expression.functional.fault.FunctionalLimits;
import java.util.ArrayList;
import java.util.List;

/** A regular expression as instructions; every path through them is followed at the same time. */
final class RegexProgram {
    /** What an instruction does. */
    enum Op {
        /** Takes one character of a set. */
        TAKE,
        /** Goes on at {@code to} and, with less priority, at {@code other}. */
        FORK,
        JUMP,
        /** Remembers the place. */
        MARK,
        /** Goes on if the place is of a kind. */
        CHECK,
        DONE
    }

    /** One instruction; {@code detail} is a set, a place or nothing. */
    record Step(Op op, int to, int other, Object detail) {}

    private static final Object NOTHING = new Object();

    /**
     * A group is up to five parts within each other; repetition of a repetition nests too, and no
     * stack may be what ends it.
     */
    private static final long DEPTH_MAX = 6 * FunctionalLimits.REGEX_DEPTH.defaultValue();

    private final List<Step> steps = new ArrayList<>();
    private final int groups;
    private int depth;

    RegexProgram(RegexNode root, int groups) {
        this.groups = groups;
        add(Op.MARK, 0, 0, NOTHING);
        write(root);
        add(Op.MARK, 1, 0, NOTHING);
        add(Op.DONE, 0, 0, NOTHING);
    }

    int groups() {
        return groups;
    }

    Step[] steps() {
        return steps.toArray(Step[]::new);
    }

    private int add(Op op, int to, int other, Object detail) {
        if (steps.size() >= FunctionalLimits.REGEX_STEPS.defaultValue()) {
            throw new FunctionalFault(
                    FunctionalError.BAD_PATTERN,
                    "the regular expression needs more than "
                            + FunctionalLimits.REGEX_STEPS.defaultValue()
                            + " steps");
        }
        steps.add(new Step(op, to, other, detail));
        return steps.size() - 1;
    }

    private void write(RegexNode node) {
        if (++depth > DEPTH_MAX) {
            throw new FunctionalFault(
                    FunctionalError.BAD_PATTERN, "the regular expression is nested too deeply");
        }
        switch (node) {
            case RegexNode.One one -> add(Op.TAKE, 0, 0, one.set());
            case RegexNode.At at -> add(Op.CHECK, 0, 0, at.place());
            case RegexNode.Sequence sequence -> sequence.parts().forEach(this::write);
            case RegexNode.Group group -> {
                add(Op.MARK, 2 * group.number(), 0, NOTHING);
                write(group.part());
                add(Op.MARK, 2 * group.number() + 1, 0, NOTHING);
            }
            case RegexNode.Choice choice -> choice(choice.alternatives());
            case RegexNode.Repeat repeat -> repeat(repeat);
        }
        depth--;
    }

    private void choice(List<RegexNode> alternatives) {
        List<Integer> ends = new ArrayList<>();
        for (int i = 0; i < alternatives.size(); i++) {
            boolean isLast = i == alternatives.size() - 1;
            int fork = isLast ? -1 : add(Op.FORK, 0, 0, NOTHING);
            write(alternatives.get(i));
            if (!isLast) {
                ends.add(add(Op.JUMP, 0, 0, NOTHING));
                steps.set(fork, new Step(Op.FORK, fork + 1, steps.size(), NOTHING));
            }
        }
        for (int end : ends) {
            steps.set(end, new Step(Op.JUMP, steps.size(), 0, NOTHING));
        }
    }

    private void repeat(RegexNode.Repeat repeat) {
        for (int i = 0; i < repeat.least(); i++) {
            write(repeat.part());
        }
        if (repeat.most() < 0) {
            int fork = add(Op.FORK, 0, 0, NOTHING);
            write(repeat.part());
            add(Op.JUMP, fork, 0, NOTHING);
            fork(fork, repeat.isGreedy());
            return;
        }
        List<Integer> forks = new ArrayList<>();
        for (int i = repeat.least(); i < repeat.most(); i++) {
            forks.add(add(Op.FORK, 0, 0, NOTHING));
            write(repeat.part());
        }
        forks.forEach(f -> fork(f, repeat.isGreedy()));
    }

    /** Points a fork at what follows it and at the end of what is written. */
    private void fork(int at, boolean isGreedy) {
        int end = steps.size();
        steps.set(
                at,
                isGreedy
                        ? new Step(Op.FORK, at + 1, end, NOTHING)
                        : new Step(Op.FORK, end, at + 1, NOTHING));
    }
}
