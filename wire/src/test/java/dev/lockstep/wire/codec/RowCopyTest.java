package dev.lockstep.wire.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.Opcode;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RowCopyTest {
    @Test
    void aRowIsCopiedAloneWithItsOldRow() {
        EventBlock block = Samples.block(3, 40);
        block.transactional(true);
        block.carriesOld(true);
        EventBlock old = block.old();
        Arrays.fill(old.nulls(), ~0b1L);
        for (int r = 0; r < 40; r++) {
            old.longs(0)[r] = -r;
        }
        EventBlock one = EventBlock.detached(Samples.SCHEMA);
        StringBuilder rows = new StringBuilder();
        StringBuilder nulls = new StringBuilder();
        int updates = 0;
        for (int r = 0; r < 40; r++) {
            RowCopy.only(block, r, one);
            assertThat(one.rows()).isEqualTo(1);
            assertThat(one.isTransactional()).isTrue();
            assertThat(one.hasOld(0)).isEqualTo(block.opcodes()[r] == Opcode.UPDATE);
            updates += one.hasOld(0) ? 1 : 0;
            assertThat(one.claimsHold()).isTrue();
            String text = Samples.text(one);
            int end = text.length() - Samples.SCHEMA.size();
            rows.append(text, 0, end);
            nulls.append(text, end, text.length());
        }
        assertThat(updates).isPositive();
        assertThat(rows.append(nulls).toString()).isEqualTo(Samples.text(block));
    }

    @Test
    void valuesBehindANullAreNotFollowed() {
        EventBlock block = Samples.block(3, 1);
        block.setNull(1, 0);
        block.spans(1)[0] = Long.MAX_VALUE;
        EventBlock one = EventBlock.detached(Samples.SCHEMA);
        RowCopy.append(block, 0, one);
        assertThat(one.isNull(1, 0)).isTrue();
    }
}
