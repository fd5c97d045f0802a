package dev.signalbox.samples.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.errors.AnthropicException;
import dev.signalbox.samples.gateway.ForeignClient.Said;
import org.junit.jupiter.api.Test;

class AnthropicJavaClientTests extends ForeignClientTests {

    private static final AnthropicJavaClient CLIENT = new AnthropicJavaClient();
    private static final String KEY = "sk-signalbox-client";

    AnthropicJavaClientTests() {
        super(CLIENT, "sk-signalbox-once-anthropicjava");
    }

    @Test
    @Override
    void tellsThatAStreamBroke() {
        assertThatThrownBy(() -> CLIENT.stream(KEY, "cut", "Tell me a long story."))
                .isInstanceOf(AnthropicException.class);
    }

    /** The model behind this name is the gateway itself, reached in Anthropic's dialect. */
    @Test
    void isPassedThrough() {
        Said plain = CLIENT.plain(KEY, "mirror", "Say hello.");
        Said stream = CLIENT.stream(KEY, "mirror", "Say hello.");

        assertThat(plain.text()).isEqualTo("Hello from Signalbox.");
        assertThat(plain.model()).isEqualTo("next-door-messages/assistant");
        assertThat(plain.cost()).isPositive();
        assertThat(stream).usingRecursiveComparison().ignoringFields("cost").isEqualTo(plain);
        assertThat(CLIENT.tools(KEY, "mirror", false).text()).isEqualTo("The forecast says: rain in Bergen.");
        assertThat(CLIENT.tools(KEY, "mirror", true).text()).isEqualTo("The forecast says: rain in Bergen.");
        assertThat(CLIENT.structured(KEY, "mirror").text()).contains("\"inhabitants\"");
    }
}
