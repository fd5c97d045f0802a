package dev.signalbox.samples.gateway;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.errors.OpenAIException;
import org.junit.jupiter.api.Test;

class OpenAiJavaClientTests extends ForeignClientTests {

    private static final OpenAiJavaClient CLIENT = new OpenAiJavaClient();

    OpenAiJavaClientTests() {
        super(CLIENT, "sk-signalbox-once-java");
    }

    @Test
    @Override
    void tellsThatAStreamBroke() {
        assertThatThrownBy(() -> CLIENT.stream("sk-signalbox-client", "cut", "Tell me a long story."))
                .isInstanceOf(OpenAIException.class);
    }
}
