package dev.signalbox.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SourceTests {

    @Test
    void takesTheFirstKeyAtHand() {
        assertThat(Source.choose(Map.of("OPENROUTER_API_KEY", "k", "OPENAI_API_KEY", "k")))
                .isEqualTo(Source.OPENROUTER);
        assertThat(Source.choose(Map.of("OPENROUTER_API_KEY", " ", "OPENAI_API_KEY", "k")))
                .isEqualTo(Source.OPENAI);
    }

    @Test
    void needsNoKey() {
        assertThat(Source.choose(Map.of())).isIn(Source.OLLAMA, Source.SIMULATED);
    }
}
