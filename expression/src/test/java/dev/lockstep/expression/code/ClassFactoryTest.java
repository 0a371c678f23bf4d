package dev.lockstep.expression.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassFactoryTest {
    public abstract static class Base {
        public abstract int value();
    }

    private static String body(int value) {
        return "public int value() { return " + value + "; }";
    }

    @Test
    void equalBodiesShareAClassAndDifferentOnesDoNot() {
        Base a = ClassFactory.instantiate(Base.class, body(1));
        Base b = ClassFactory.instantiate(Base.class, body(1));
        Base c = ClassFactory.instantiate(Base.class, body(2));
        assertThat(a).isNotSameAs(b);
        assertThat(a.getClass()).isSameAs(b.getClass()).isNotSameAs(c.getClass());
        assertThat(a.value() + b.value() + c.value()).isEqualTo(4);
    }

    @Test
    void bodiesWhoseHashCodesCollideAreKeptApart() {
        String one = "public int value() { return \"Aa\".charAt(0); }";
        String two = "public int value() { return \"BB\".charAt(0); }";
        assertThat(one.hashCode()).isEqualTo(two.hashCode());
        assertThat(ClassFactory.instantiate(Base.class, one).value()).isEqualTo('A');
        assertThat(ClassFactory.instantiate(Base.class, two).value()).isEqualTo('B');
    }

    @Test
    void classesThatNobodyUsesAreUnloaded() {
        List<WeakReference<Class<?>>> classes = new ArrayList<>();
        for (int k = 0; k < 200; k++) {
            classes.add(new WeakReference<>(made(1_000 + k).getClass()));
        }
        Base kept = made(1_000);
        int left = classes.size();
        for (int tries = 0; tries < 100 && left > 1; tries++) {
            System.gc();
            left = (int) classes.stream().filter(r -> r.get() != null).count();
        }
        assertThat(left).as("classes that nobody uses").isLessThanOrEqualTo(1);
        assertThat(kept.value()).isEqualTo(1_000);
        assertThat(made(1_000).getClass()).as("still shared").isSameAs(kept.getClass());
        assertThat(made(1_001).value()).as("compiled again").isEqualTo(1_001);
    }

    private static Base made(int value) {
        return ClassFactory.instantiate(Base.class, body(value));
    }
}
