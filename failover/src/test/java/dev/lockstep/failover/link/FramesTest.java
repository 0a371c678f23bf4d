package dev.lockstep.failover.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.failover.role.Role;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FramesTest {
    static final List<Message> ALL =
            List.of(
                    new Message.Hello(
                            "p", "e~1", "h:1", Message.Purpose.SNAPSHOT, new byte[Frames.NONCE]),
                    new Message.Challenge("e", filled(Frames.NONCE)),
                    new Message.Response(filled(Frames.PROOF)),
                    new Message.Confirmation(filled(Frames.PROOF)),
                    new Message.Heartbeat("e", Role.HANDING_OVER, 7, 1L << 50, 12, true, true),
                    new Message.Leaving(true),
                    new Message.Leaving(false),
                    new Message.SnapshotRequest(),
                    new Message.SnapshotChunk(5, new byte[0]),
                    new Message.SnapshotChunk(5, filled(9)),
                    new Message.SnapshotEnd(5, 1L << 33, -3, "why"));

    private static byte[] filled(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 7);
        return bytes;
    }

    @Test
    void everyMessageIsReadAsItWasWritten() {
        for (Message m : ALL) {
            byte[] bytes = Frames.write(m);
            assertThat(Frames.read(bytes))
                    .usingRecursiveComparison()
                    .withStrictTypeChecking()
                    .isEqualTo(m);
        }
    }

    @Test
    void aFrameWithAnyBitTurnedOrAnyByteMissingIsRefused() {
        for (Message m : ALL) {
            byte[] bytes = Frames.write(m);
            for (int i = 0; i < 8 * bytes.length; i++) {
                byte[] turned = bytes.clone();
                turned[i / 8] ^= (byte) (1 << i % 8);
                assertThatThrownBy(() -> Frames.read(turned)).hasMessageContaining("LS-7023");
            }
            byte[] cut = Arrays.copyOf(bytes, bytes.length - 1);
            assertThatThrownBy(() -> Frames.read(cut)).hasMessageContaining("LS-7023");
        }
    }

    @Test
    void aLengthAboveTheLimitIsRefusedBeforeAnythingIsKeptForIt() {
        Wire wire = wire(ByteBuffer.allocate(4).putInt(3000).array());
        assertThatThrownBy(wire::read).hasMessageContaining("failover.link.greeting.bytes.max");
        assertThatThrownBy(wire(ByteBuffer.allocate(4).putInt(-1).array())::read)
                .hasMessageContaining("4294967295");

        Wire known = wire(ByteBuffer.allocate(4).putInt(1 << 20).array());
        known.seal(new Seal(filled(32)), new Seal(filled(32)));
        assertThatThrownBy(known::read).hasMessageContaining("failover.link.frame.bytes.max");
    }

    @Test
    void aConnectionThatEndsInsideAFrameHasEnded() {
        byte[] bytes = ByteBuffer.allocate(10).putInt(100).array();

        assertThatThrownBy(wire(bytes)::read).isInstanceOf(EOFException.class);
        assertThatThrownBy(wire(new byte[2])::read).isInstanceOf(EOFException.class);
    }

    @Test
    void sealedFramesCannotBeChangedRepeatedLeftOutOrSentBack() throws Exception {
        byte[] key = filled(32);
        byte[] other = new byte[32];
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Wire sender = new Wire(InputStream.nullInputStream(), out);
        sender.seal(new Seal(other), new Seal(key));
        sender.write(new Message.Leaving(true));
        int first = out.size();
        sender.write(new Message.SnapshotRequest());
        byte[] both = out.toByteArray();
        byte[] one = Arrays.copyOf(both, first);
        byte[] two = Arrays.copyOfRange(both, first, both.length);

        Wire good = sealed(both, key);
        assertThat(good.read()).isEqualTo(new Message.Leaving(true));
        assertThat(good.read()).isEqualTo(new Message.SnapshotRequest());

        assertThatThrownBy(sealed(two, key)::read).as("left out").hasMessageContaining("seal");
        assertThatThrownBy(sealed(one, other)::read).as("sent back").hasMessageContaining("seal");
        Wire again = sealed(concat(one, one), key);
        again.read();
        assertThatThrownBy(again::read).as("repeated").hasMessageContaining("seal");
        byte[] changed = both.clone();
        changed[first - 1] ^= 1;
        assertThatThrownBy(sealed(changed, key)::read).hasMessageContaining("seal");
        byte[] tiny = ByteBuffer.allocate(7).putInt(3).array();
        assertThatThrownBy(sealed(tiny, key)::read).hasMessageContaining("no seal");
    }

    private static byte[] concat(byte[] a, byte[] b) {
        return ByteBuffer.allocate(a.length + b.length).put(a).put(b).array();
    }

    private static Wire sealed(byte[] bytes, byte[] key) {
        Wire wire = wire(bytes);
        wire.seal(new Seal(key), new Seal(key));
        return wire;
    }

    private static Wire wire(byte[] bytes) {
        return new Wire(new ByteArrayInputStream(bytes), OutputStream.nullOutputStream());
    }
}
