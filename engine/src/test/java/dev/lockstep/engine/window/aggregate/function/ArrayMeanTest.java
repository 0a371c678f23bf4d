package dev.lockstep.engine.window.aggregate.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.schema.ArrayCodec;
import dev.lockstep.api.schema.FieldType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ArrayMeanTest {
    /** Here an element that is missing. */
    private static final double GAP = Double.NaN;

    private final StringPool pool = new StringPool();
    private final ArrayMean mean = opened(new ArrayMean(pool, FieldType.ARRAY_DOUBLE));

    private static ArrayMean opened(ArrayMean made) {
        made.open(0);
        return made;
    }

    private int array(double... elements) {
        byte[] bytes = ArrayCodec.allocate(elements.length);
        for (int p = 0; p < elements.length; p++) {
            if (Double.isNaN(elements[p])) {
                ArrayCodec.setMissing(bytes, p);
            } else {
                ArrayCodec.setDouble(bytes, p, elements[p]);
            }
        }
        return pool.append(bytes, 0, bytes.length);
    }

    private void add(double... elements) {
        mean.add(0, array(elements), false);
    }

    private void remove(double... elements) {
        mean.remove(0, array(elements), false);
    }

    private double[] result() {
        return result(mean);
    }

    private double[] result(ArrayMean of) {
        assertThat(of.isNull(0)).isFalse();
        byte[] bytes = pool.bytes((int) of.value(0));
        double[] elements = new double[ArrayCodec.length(bytes)];
        for (int p = 0; p < elements.length; p++) {
            elements[p] = ArrayCodec.isMissing(bytes, p) ? GAP : ArrayCodec.doubleAt(bytes, p);
        }
        return elements;
    }

    @Test
    void theResultIsAsLongAsTheLongestArrayThatIsThere() {
        add(1, 2);
        add(3, 4, 5, 6);
        add(5, 6, 7, 8);
        assertThat(result()).containsExactly(3, 4, 6, 7);
        remove(3, 4, 5, 6);
        assertThat(result()).containsExactly(3, 4, 7, 8);
        remove(5, 6, 7, 8);
        assertThat(result()).containsExactly(1, 2);
        add(GAP, GAP, GAP);
        assertThat(result()).containsExactly(1, 2, GAP);
    }

    @Test
    void arraysWithoutElementsAreArraysButNullsAreNot() {
        mean.add(0, 0, true);
        assertThat(mean.isNull(0)).isTrue();
        add();
        assertThat(result()).isEmpty();
        mean.remove(0, 0, true);
        assertThat(result()).isEmpty();
        remove();
        assertThat(mean.isNull(0)).isTrue();
    }

    @Test
    void whatLeavesTakesItsRoundingAlong() {
        add(0.1, 0.1);
        add(1e16, Double.POSITIVE_INFINITY);
        add(-3e15, Double.NEGATIVE_INFINITY);
        assertThat(result()[1]).isNaN();
        remove(1e16, Double.POSITIVE_INFINITY);
        assertThat(result()[1]).isEqualTo(Double.NEGATIVE_INFINITY);
        remove(-3e15, Double.NEGATIVE_INFINITY);
        assertThat(result()).containsExactly(0.1, 0.1);
    }

    @Test
    void aGroupThatBeginsAnewHasNothingOfTheOldOne() {
        add(new double[65]);
        add(7, Double.POSITIVE_INFINITY, 3);
        mean.restart(0);
        assertThat(mean.isNull(0)).isTrue();
        add(7, Double.POSITIVE_INFINITY, 3);
        mean.restart(0);
        add(1, 2, GAP);
        assertThat(result()).containsExactly(1, 2, GAP);
    }

    @Test
    void longIntegersCountAsDoubles() {
        ArrayMean whole = opened(new ArrayMean(pool, FieldType.ARRAY_INT64));
        byte[] bytes = ArrayCodec.allocate(1);
        ArrayCodec.setLong(bytes, 0, Long.MAX_VALUE);
        int code = pool.append(bytes, 0, bytes.length);
        whole.add(0, code, false);
        whole.add(0, code, false);
        assertThat(result(whole)).containsExactly(0x1p63);
    }

    @Test
    void aSumBeyondTheDoublesIsInfiniteUntilItsPositionIsEmpty() {
        add(Double.MAX_VALUE);
        add(Double.MAX_VALUE);
        assertThat(result()).containsExactly(Double.POSITIVE_INFINITY);
        remove(Double.MAX_VALUE);
        remove(Double.MAX_VALUE);
        add(2);
        assertThat(result()).containsExactly(2);
    }

    @Test
    void theResultIsMadeOnceForAGroupThatDoesNotChange() {
        add(1, 2);
        long code = mean.value(0);
        int values = pool.size();
        assertThat(mean.value(0)).isEqualTo(code);
        assertThat(pool.size()).isEqualTo(values);
    }

    @Test
    void aResultThatASweepForgetsIsMadeAgain() {
        add(1, 2);
        add(3, 4);
        assertThat(result()).containsExactly(2, 3);
        pool.beginMark();
        mean.markCodes(pool, 1);
        pool.sweep();
        // takes the place of what was forgotten
        pool.intern("another value");
        assertThat(result()).containsExactly(2, 3);
    }

    @Test
    void aSnapshotHoldsEverything() throws IOException {
        add(1, 2, Double.POSITIVE_INFINITY);
        add(0.1, GAP);
        add();
        ArrayMean restored = opened(new ArrayMean(pool, FieldType.ARRAY_DOUBLE));
        restored.restore(in(saved()), 1);
        restored.remove(0, array(1, 2, Double.POSITIVE_INFINITY), false);
        assertThat(result(restored)).containsExactly(0.1, GAP);
        restored.remove(0, array(0.1, GAP), false);
        assertThat(result(restored)).isEmpty();
    }

    @Test
    void whatNoGroupCanHoldIsRefused() throws IOException {
        add(1, 2);
        byte[] good = saved();
        // the length, then how many arrays have lengths 0, 1, 2, then the first position's elements
        assertRefused(good, 0, -2, "-2 elements");
        assertRefused(good, 4, -1, "arrays");
        assertRefused(good, 4 + 2 * 8 + 4, 0, "no array of the greatest length");
        assertRefused(good, 4 + 3 * 8, -1, "elements");
        // more than there is to read takes no memory in advance
        assertThatThrownBy(() -> load(changed(good, 0, Integer.MAX_VALUE)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void whatNeverCameCannotLeave() {
        add(1, GAP);
        assertThatThrownBy(() -> remove(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> remove(1, 2, 3)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> remove(1, 2)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void elementsCannotStayBehindTheirArrays() {
        add(1, 2);
        assertThatThrownBy(() -> remove(1, GAP)).isInstanceOf(IllegalStateException.class);
    }

    private void assertRefused(byte[] good, int at, int number, String why) {
        assertThatThrownBy(() -> load(changed(good, at, number)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(why);
    }

    private static byte[] changed(byte[] good, int at, int number) {
        byte[] bytes = good.clone();
        ByteBuffer.wrap(bytes).putInt(at, number);
        return bytes;
    }

    private void load(byte[] bytes) throws IOException {
        new ArrayMean(pool, FieldType.ARRAY_DOUBLE).restore(in(bytes), 1);
    }

    private byte[] saved() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        mean.save(new DataOutputStream(bytes), 1);
        return bytes.toByteArray();
    }

    private static DataInputStream in(byte[] bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes));
    }
}
