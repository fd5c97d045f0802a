package dev.signalbox.samples.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SimpleOpenAiClientTests extends ForeignClientTests {

    private static final SimpleOpenAiClient CLIENT = new SimpleOpenAiClient();

    SimpleOpenAiClientTests() {
        super(CLIENT, "sk-signalbox-once-simple");
    }

    /** It knows neither errors within streams nor the finish reason; what has come before is there. */
    @Test
    @Override
    void tellsThatAStreamBroke() {
        assertThat(CLIENT.stream("sk-signalbox-client", "cut", "Tell me a long story.")
                        .text())
                .isNotBlank();
    }
}
