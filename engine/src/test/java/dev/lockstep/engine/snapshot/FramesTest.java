package dev.lockstep.engine.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FramesTest {
    private static final int VALUES = 60_000;

    private static void write(DataOutput out) throws IOException {
        Random random = new Random(5);
        for (int k = 0; k < VALUES; k++) {
            switch (random.nextInt(9)) {
                case 0 -> out.writeLong(random.nextLong());
                case 1 -> out.writeInt(random.nextInt());
                case 2 -> out.writeDouble(random.nextDouble());
                case 3 -> out.writeByte(random.nextInt());
                case 4 -> out.writeShort(random.nextInt());
                case 5 -> out.writeBoolean(random.nextBoolean());
                case 6 -> out.writeUTF("größe " + random.nextInt());
                case 7 -> out.writeFloat(random.nextFloat());
                default -> out.writeChar(random.nextInt());
            }
        }
    }

    private static void check(DataInput in) throws IOException {
        Random random = new Random(5);
        for (int k = 0; k < VALUES; k++) {
            switch (random.nextInt(9)) {
                case 0 -> assertThat(in.readLong()).isEqualTo(random.nextLong());
                case 1 -> assertThat(in.readInt()).isEqualTo(random.nextInt());
                case 2 -> assertThat(in.readDouble()).isEqualTo(random.nextDouble());
                case 3 -> assertThat(in.readByte()).isEqualTo((byte) random.nextInt());
                case 4 -> assertThat(in.readShort()).isEqualTo((short) random.nextInt());
                case 5 -> assertThat(in.readBoolean()).isEqualTo(random.nextBoolean());
                case 6 -> assertThat(in.readUTF()).isEqualTo("größe " + random.nextInt());
                case 7 -> assertThat(in.readFloat()).isEqualTo(random.nextFloat());
                default -> assertThat(in.readChar()).isEqualTo((char) random.nextInt());
            }
        }
    }

    private static byte[] framed() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        FrameOutput frames = new FrameOutput(new DataOutputStream(bytes));
        write(frames);
        frames.end();
        return bytes.toByteArray();
    }

    private static FrameInput input(byte[] bytes) {
        return new FrameInput(new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    @Test
    void valuesOfAllKindsComeBackWhereverFramesEnd() throws IOException {
        FrameInput in = input(framed());
        check(in);
        assertThat(in.isExhausted()).isTrue();
        assertThatThrownBy(in::readLong).isInstanceOf(EOFException.class);
    }

    @Test
    void theBytesAreThoseThatJavaWrites() throws IOException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        write(new DataOutputStream(plain));
        assertThat(input(framed()).readAllBytes()).isEqualTo(plain.toByteArray());
    }
}
