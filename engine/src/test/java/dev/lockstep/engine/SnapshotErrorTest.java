package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.engine.snapshot.SnapshotBytes;
import dev.lockstep.engine.snapshot.SnapshotError;
import dev.lockstep.engine.snapshot.SnapshotReader;
import dev.lockstep.engine.snapshot.SnapshotWriter;
import dev.lockstep.engine.store.RowTable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SnapshotErrorTest {
    private static final String SOURCE =
            "<window-source name='w' %s><schema><fields><field name='k' type='int64' key='true'/>"
                    + "<field name='v' type='%s'/></fields></schema></window-source>";

    private static Engine engine(String attributes, String type) {
        return Engine.open(
                Trial.project("", SOURCE.formatted(attributes, type), ""), EngineOptions.quiet());
    }

    private static byte[] saved(Engine engine) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        engine.save(out);
        return out.toByteArray();
    }

    private static LockstepException refusal(Engine engine, InputStream snapshot) {
        return assertThatExceptionOfType(LockstepException.class)
                .isThrownBy(() -> engine.restore(snapshot))
                .actual();
    }

    private static void refuses(Engine engine, byte[] snapshot, SnapshotError code) {
        LockstepException e = refusal(engine, new ByteArrayInputStream(snapshot));
        assertThat(e.problems().get(0).code()).as(e.getMessage()).isEqualTo(code);
    }

    @Test
    void bytesWithoutASnapshotsHeadAreRefused() {
        refuses(engine("", "int32"), new byte[0], SnapshotError.NOT_A_SNAPSHOT);
        refuses(engine("", "int32"), new byte[100], SnapshotError.NOT_A_SNAPSHOT);
    }

    @Test
    void anotherVersionOfTheFormatIsRefused() {
        byte[] snapshot = saved(engine("", "int32"));
        ByteBuffer.wrap(snapshot).putInt(8, 2);
        refuses(engine("", "int32"), snapshot, SnapshotError.UNKNOWN_VERSION);
    }

    @Test
    void anotherVersionOfASectionIsRefused() {
        byte[] snapshot = saved(engine("", "int32"));
        // behind the head stands the first section's name, with its length in front
        ByteBuffer.wrap(snapshot).putInt(12 + 2 + "engine".length(), 9);
        refuses(engine("", "int32"), snapshot, SnapshotError.UNKNOWN_VERSION);
    }

    @Test
    void aSnapshotOfAnotherProjectIsRefused() {
        byte[] snapshot = saved(engine("", "int32"));
        refuses(engine("", "int64"), snapshot, SnapshotError.OTHER_PROJECT);
        refuses(engine("index='pi_EMPTY'", "int32"), snapshot, SnapshotError.OTHER_PROJECT);
    }

    @Test
    void anEngineThatHasSteppedIsNotRestored() {
        Trial worked = new Trial("", SOURCE.formatted("", "int32"), "");
        refuses(worked.engine(), saved(worked.engine()), SnapshotError.ENGINE_IN_USE);
    }

    @Test
    void aSourceThatFailsIsADamagedSnapshot() {
        byte[] snapshot = saved(engine("", "int32"));
        InputStream failing =
                new InputStream() {
                    private int at;

                    @Override
                    public int read() throws IOException {
                        if (at == snapshot.length / 2) {
                            throw new IOException("the disk is gone");
                        }
                        return snapshot[at++] & 0xFF;
                    }
                };
        LockstepException e = refusal(engine("", "int32"), failing);
        assertThat(e.problems().get(0).code()).isEqualTo(SnapshotError.DAMAGED);
        assertThat(e).hasMessageContaining("the disk is gone");
    }

    @Test
    void aTargetThatTakesNoMoreIsReported() {
        OutputStream full =
                new OutputStream() {
                    private int left = 30;

                    @Override
                    public void write(int b) throws IOException {
                        if (--left < 0) {
                            throw new IOException("No space left on device");
                        }
                    }
                };
        assertThatExceptionOfType(LockstepException.class)
                .isThrownBy(() -> engine("", "int32").save(full))
                .withMessageContaining("No space left")
                .satisfies(
                        e ->
                                assertThat(e.problems().get(0).code())
                                        .isEqualTo(SnapshotError.NOT_WRITTEN));
    }

    @Test
    void whatReadersThrowIsADamagedSectionWhateverItIs() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new SnapshotWriter(out).section("s", 1, o -> o.writeInt(5));
        for (RuntimeException fault :
                new RuntimeException[] {
                    new NullPointerException(),
                    new ArithmeticException("/ by zero"),
                    new ClassCastException("x"),
                    new IndexOutOfBoundsException(7)
                }) {
            SnapshotReader reader = new SnapshotReader(new ByteArrayInputStream(out.toByteArray()));
            assertThatExceptionOfType(LockstepException.class)
                    .isThrownBy(
                            () ->
                                    reader.section(
                                            "s",
                                            1,
                                            in -> {
                                                throw fault;
                                            }))
                    .satisfies(
                            e ->
                                    assertThat(e.problems().get(0).code())
                                            .isEqualTo(SnapshotError.DAMAGED));
        }
    }

    @Test
    void aLengthOfGigabytesTakesNoMemoryForBytesThatAreNotThere() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(Integer.MAX_VALUE - 8);
        data.write(new byte[100]);
        assertThat(memoryOf(() -> SnapshotBytes.read(reading(out)))).isLessThan(1 << 20);
    }

    @Test
    void aTableTakesMemoryInProportionToItsBytes() throws IOException {
        Schema wide = wide();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(Integer.MAX_VALUE);
        for (int k = 0; k < 100_000; k++) {
            // six million rows, it says, of which none is there
            data.writeLong(k % 2 == 0 ? -1 : 0);
        }
        assertThat(memoryOf(() -> new RowTable(wide).load(reading(out), new StringPool())))
                .isLessThan(16L * out.size());
    }

    private static Schema wide() {
        List<Field> fields = new ArrayList<>();
        for (int f = 0; f < 100; f++) {
            fields.add(new Field("f" + f, FieldType.INT64, f == 0));
        }
        return new Schema(fields);
    }

    private static DataInputStream reading(ByteArrayOutputStream written) {
        return new DataInputStream(new ByteArrayInputStream(written.toByteArray()));
    }

    private static long memoryOf(ThrowingCallable reading) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThatExceptionOfType(EOFException.class).isThrownBy(reading);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void aFrameOfGigabytesIsRefusedBeforeItIsRead() {
        byte[] snapshot = saved(engine("", "int32"));
        int frame = 12 + 2 + "engine".length() + 4;
        ByteBuffer.wrap(snapshot).putInt(frame, Integer.MAX_VALUE);
        LockstepException e = refusal(engine("", "int32"), new ByteArrayInputStream(snapshot));
        assertThat(e).hasMessageContaining("2147483647");
        assertThat(e.problems().get(0).code()).isEqualTo(SnapshotError.DAMAGED);
    }
}
