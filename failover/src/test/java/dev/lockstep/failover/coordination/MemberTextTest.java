package dev.lockstep.failover.coordination;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.failover.role.Role;
import org.junit.jupiter.api.Test;

class MemberTextTest {
    private static final Member MEMBER =
            new Member("a b", "left~7", 30, "10.0.0.1:5600", Role.STANDBY, 3, 1L << 40, 17);

    @Test
    void whatIsWrittenIsReadAgain() {
        assertThat(MemberText.read(MemberText.write(MEMBER))).isEqualTo(MEMBER);
        Member without = new Member("p", "e", -1, "", Role.ASIDE, 0, 0, 0);
        assertThat(MemberText.read(MemberText.write(without))).isEqualTo(without);
    }

    @Test
    void aMemberThatSaysNothingOfPausesIsNotPaused() {
        Member paused = MEMBER.withProgress(MEMBER.role(), 3, 1L << 40, true);
        byte[] written = MemberText.write(paused);
        assertThat(MemberText.read(written)).isEqualTo(paused).isNotEqualTo(MEMBER);
        String before = new String(written, UTF_8).replace("paused true\n", "");
        assertThat(MemberText.read(before.getBytes(UTF_8))).isEqualTo(MEMBER);
        assertThat(paused.isNewsAfter(MEMBER)).isTrue();
        assertThat(MEMBER.isNewsAfter(MEMBER.withProgress(MEMBER.role(), 3, 9, false))).isFalse();
    }

    @Test
    void aLineOfALaterVersionIsPassedOver() {
        String text = new String(MemberText.write(MEMBER), UTF_8) + "colour blue\n";

        assertThat(MemberText.read(text.getBytes(UTF_8))).isEqualTo(MEMBER);
    }

    @Test
    void whatOthersWriteIsNoMember() {
        String text = new String(MemberText.write(MEMBER), UTF_8);
        assertThat(MemberText.read(null)).isNull();
        assertThat(MemberText.read(new byte[0])).isNull();
        assertThat(MemberText.read("\n\n".getBytes(UTF_8))).isNull();
        assertThat(MemberText.read("host:1234".getBytes(UTF_8))).isNull();
        assertThat(MemberText.read(text.replace("epoch 3\n", "").getBytes(UTF_8))).isNull();
        assertThat(MemberText.read(text.replace("STANDBY", "KING").getBytes(UTF_8))).isNull();
        assertThat(MemberText.read(text.replace("index ", "index x").getBytes(UTF_8))).isNull();
        assertThat(MemberText.read((text + "x y\n".repeat(2000)).getBytes(UTF_8))).isNull();
    }

    @Test
    void aNameThatWouldTearTheTextIsRefused() {
        assertThatThrownBy(() -> new Member("p", "a\nrole ACTIVE", 0, "", Role.ASIDE, 0, 0, 0))
                .isInstanceOf(LockstepException.class)
                .hasMessageContaining("LS-7042");
        Member large = new Member("p", "n".repeat(5000), 0, "", Role.ASIDE, 0, 0, 0);
        assertThatThrownBy(() -> MemberText.write(large)).hasMessageContaining("LS-7042");
    }

    @Test
    void aLifeIsPartOfTheEnginesNameAndCanBeTakenOff() {
        assertThat(MEMBER.name()).isEqualTo("left");
        assertThat(Member.life("left", "7")).isEqualTo("left~7");
        assertThat(new Member("p", "left", 0, "", Role.ASIDE, 0, 0, 0).name()).isEqualTo("left");
    }
}
