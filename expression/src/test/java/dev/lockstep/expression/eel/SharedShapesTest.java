package dev.lockstep.expression.eel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.schema.FieldType;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedShapesTest {
    private static EelProbe.Program program(String field, String text) {
        return EelProbe.with(field, FieldType.DOUBLE, 5.0).compile(text, FieldType.STRING);
    }

    @Test
    void expressionsThatDifferInNamesAndLiteralsShareAClass() {
        EelProbe.Program a = program("price", "if price > 3 then return 'high' & 1.5 else 'low'");
        EelProbe.Program b = program("rate", "if rate > 70 then return 'up' & 2.5 else 'down'");
        EelProbe.Program c = program("rate", "if rate < 70 then return 'up' & 2.5 else 'down'");
        assertThat(a.made().getClass()).isSameAs(b.made().getClass());
        assertThat(a.made().getClass()).isNotSameAs(c.made().getClass());
        assertThat(List.of(a.value(), b.value(), c.value()))
                .containsExactly("high1.5", "down", "up2.5");
    }

    @Test
    void classesOfDroppedProjectsAreUnloaded() {
        List<WeakReference<Class<?>>> classes = new ArrayList<>();
        StringBuilder text = new StringBuilder("price");
        for (int k = 0; k < 60; k++) {
            text.append(" + 1");
            EelProbe.Program p = program("price", text.toString());
            assertThat(p.value()).isEqualTo(Integer.toString(6 + k));
            classes.add(new WeakReference<>(p.made().getClass()));
        }
        long left = classes.size();
        for (int tries = 0; tries < 100 && left > 1; tries++) {
            System.gc();
            left = classes.stream().filter(r -> r.get() != null).count();
        }
        // the last one may still stand in a register or on the stack of this method
        assertThat(left).isLessThanOrEqualTo(1);
    }
}
