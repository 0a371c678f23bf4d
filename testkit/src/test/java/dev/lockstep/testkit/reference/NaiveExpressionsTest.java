package dev.lockstep.testkit.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NaiveExpressionsTest {
    private final ReferenceExpressions expressions = new NaiveExpressions();

    private static @Nullable Object field(String name) {
        return switch (name) {
            case "three" -> 3L;
            case "half" -> 0.5;
            case "word" -> "Nut";
            case "gap" -> null;
            default -> throw new IllegalArgumentException(name);
        };
    }

    private @Nullable Object value(String text) {
        return expressions.evaluate(text, NaiveExpressionsTest::field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 + 2 * three | 7",
                "(1 + 2) * three | 9",
                "10 - 4 - 3 | 3",
                "-three * 2 | -6",
                "2 - -1 | 3",
                "7 / 2 | 3.5",
                "6 / three | 2.0",
                "three * half | 1.5",
                "half + 1 | 1.5",
                "gap + 1 |",
                "1 / 0 |",
                "1 / gap |",
                "-gap |",
                "-(half - half) | -0.0",
                "1 < 2 | 1",
                "2 <= 1 | 0",
                "three == 3.0 | 1",
                "word == 'Nut' | 1",
                "word < 'nut' | 1",
                "word != \"Nut\" | 0",
                "gap == gap |",
                "gap < 1 |",
                "not (gap == 1) | 1",
                "1 or gap == 1 | 1",
                "1 and gap == 1 | 0",
                "not 0 and 0 | 0",
                "1 or 0 and 0 | 1",
                "1 OR 0 AND 0 | 1",
                "isnull(gap) | 1",
                "isnull(gap + 1) | 1",
                "isnull(three) | 0",
                "upper(word) | NUT",
                "upper(gap) |",
                "9223372036854775807 + 1 | -9223372036854775808"
            })
    void expressionsGiveTheirValue(String text, @Nullable String expected) {
        Object value = value(text);
        assertThat(value == null ? null : value.toString()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"1 +", "(1", "1 1", "nothing(1)", "1 # 2", "ESP_aSum(three)", "unknown"})
    void whatCannotBeReadIsRefused(String text) {
        assertThatThrownBy(() -> value(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aggregatesTakeExpressionsAndNestInArithmetic() {
        Group two =
                new Group(
                        List.of(
                                new Group.Member(name -> 2L, 0),
                                new Group.Member(name -> name.equals("a") ? 4L : null, 1)),
                        List.of());
        assertThat(expressions.aggregate("ESP_aSum((a + 1) * 2) - 1", two)).isEqualTo(15L);
        assertThat(expressions.aggregate("esp_asum(a) / ESP_aCount()", two)).isEqualTo(3.0);
        assertThat(expressions.aggregate("ESP_aCat(a, ',')", two)).isEqualTo("2,4");
        assertThat(expressions.aggregate("ESP_aLag(b, 1)", two)).isEqualTo(2L);
        assertThatThrownBy(() -> expressions.aggregate("a", two))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
