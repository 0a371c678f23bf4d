package dev.lockstep.engine.window.aggregate.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.schema.FieldType;
import org.junit.jupiter.api.Test;

class TextPartsTest {
    private static final String FACE = "\ud83d\ude00";
    private final StringPool pool = new StringPool();

    private String joined(int characters, String... words) {
        GrowingText growing = new GrowingText(pool, FieldType.STRING, "-", characters);
        TextParts parts = new TextParts(pool, FieldType.STRING, "-", characters);
        growing.open(0);
        parts.begin();
        for (int k = 0; k < words.length; k++) {
            long code = pool.intern(words[k]);
            growing.add(0, code, false);
            if (k > 0) {
                parts.separate();
            }
            parts.append(code);
        }
        String text = pool.string(parts.end());
        // whether it is made at once or grows, the text is the same
        assertThat(pool.string((int) growing.value(0))).isEqualTo(text);
        return text;
    }

    @Test
    void textsAreCutWhereTheWindowsTextsEnd() {
        assertThat(joined(7, "ab", "cd", "ef", "gh")).isEqualTo("ab-cd-e");
        assertThat(joined(5, "ab", "cd")).isEqualTo("ab-cd");
    }

    @Test
    void noCharacterIsCutInTwo() {
        assertThat(joined(4, "abc" + FACE, "x")).isEqualTo("abc");
        assertThat(joined(5, "abc" + FACE, "x")).isEqualTo("abc" + FACE);
        assertThat(joined(3, "\u20ac\u20ac", "\u20ac")).isEqualTo("\u20ac\u20ac-");
    }

    @Test
    void aTextThatIsFullGrowsNoMoreEvenIfAShortPartWouldFit() {
        assertThat(joined(4, "abc" + FACE, "", "y")).isEqualTo("abc");
    }
}
