package dev.lockstep.testkit.reference;

import dev.lockstep.api.event.Opcode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group as aggregate functions see it.
 *
 * @param members in the order in which they entered
 * @param history what the group went through since it appeared
 */
public record Group(List<Member> members, List<Happening> history) {
    /**
     * @param number of the happening by which it entered
     */
    public record Member(ReferenceExpressions.Names row, int number) {}

    /**
     * One change of the group.
     *
     * @param number counts the changes of all groups
     * @param opcode an update that stays in its group is one; one that moves on is a Delete here
     *     and an Insert there
     * @param row the row that entered, or null
     */
    public record Happening(
            int number, byte opcode, ReferenceExpressions.@Nullable Names row, long micros) {}

    /** The group without its oldest members. */
    public Group without(int oldest) {
        return new Group(members.subList(oldest, members.size()), history);
    }

    long countOpcodes(long opcode) {
        return history.stream().filter(h -> h.opcode() == opcode).count();
    }

    long lastOpcode() {
        return history.get(history.size() - 1).opcode();
    }

    /** The last row that entered, whether or not it is still there. */
    ReferenceExpressions.Names lastEntered() {
        ReferenceExpressions.Names last = null;
        for (Happening h : history) {
            last = h.opcode() == Opcode.DELETE ? last : h.row();
        }
        if (last == null) {
            throw new IllegalStateException("a group that nothing ever entered");
        }
        return last;
    }

    /** The members that entered since the clock was last set back by a row that entered. */
    Group within(double seconds) {
        double begin = Double.NaN;
        int first = 0;
        for (Happening h : history) {
            boolean isOver = Double.isNaN(begin) || h.micros() - begin >= seconds * 1e6;
            if (h.opcode() != Opcode.DELETE && isOver) {
                begin = h.micros();
                first = h.number();
            }
        }
        List<Member> held = new ArrayList<>();
        for (Member m : members) {
            if (m.number() >= first) {
                held.add(m);
            }
        }
        return new Group(held, history);
    }
}
