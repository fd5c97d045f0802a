package dev.signalbox.samples.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LangChain4jClientTests extends ForeignClientTests {

    private static final LangChain4jClient CLIENT = new LangChain4jClient();

    LangChain4jClientTests() {
        super(CLIENT, "sk-signalbox-once-langchain4j");
    }

    /** It takes the end of a stream for the end of the answer, whatever the chunk before says; the router does not. */
    @Test
    @Override
    void tellsThatAStreamBroke() {
        assertThat(CLIENT.stream("sk-signalbox-client", "cut", "Tell me a long story.")
                        .text())
                .isNotBlank();
    }
}
