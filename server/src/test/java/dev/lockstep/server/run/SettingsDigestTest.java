package dev.lockstep.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsDigestTest {
    @Test
    void theDigestSaysWhichValuesNotInWhichOrderTheyWereGiven() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("b", "2");
        settings.put("a", "1");
        assertThat(Sha256.of(settings)).isEqualTo(Sha256.of(Map.of("a", "1", "b", "2")));
        assertThat(Sha256.of(settings))
                .isNotEqualTo(Sha256.of(Map.of("a", "2", "b", "1")))
                .isNotEqualTo(Sha256.of(Map.of("a", "1")));
    }

    @Test
    void aValueThatLooksLikeTwoSettingsIsOne() {
        assertThat(Sha256.of(Map.of("a", "1, b=2")))
                .isNotEqualTo(Sha256.of(Map.of("a", "1", "b", "2")));
        assertThat(Sha256.of(Map.of("a=1, b", "2"))).isNotEqualTo(Sha256.of(Map.of("a", "1, b=2")));
        assertThat(Sha256.of(Map.of("ab", "c"))).isNotEqualTo(Sha256.of(Map.of("a", "bc")));
    }

    @Test
    void theDigestIsTheSameEverywhere() {
        assertThat(Sha256.of(Map.of("a", "é")))
                .isEqualTo("1c063bcc31008a2fc30567fa788c6ac017fcf0ff665ee769c4272dd192d5f790");
        assertThat(Sha256.of(Map.of())).isEqualTo(Sha256.of(""));
    }
}
