package dev.signalbox.router.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.signalbox.router.Router;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class NothingConfiguredTests {

    @Test
    void leavesTheApplicationAsItIs() {
        Yaml.of("")
                .runner()
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(Router.class)
                        .doesNotHaveBean(ChatModel.class)
                        .doesNotHaveBean(StreamingChatModel.class));
    }

    @Test
    void leavesTheApplicationsModelAlone() {
        Yaml.of("")
                .runner()
                .withBean("mine", ChatModel.class, () -> OwnModel.saying("mine"))
                .run(context -> assertThat(context.getBean(ChatModel.class)).isInstanceOf(OwnModel.class));
    }

    @Test
    void saysInOneLineWhatToPaste(CapturedOutput output) {
        Yaml.of("")
                .runner()
                .run(context -> assertThat(output.getOut().lines().filter(line -> line.contains("Signalbox")))
                        .singleElement()
                        .asString()
                        .contains("INFO")
                        .contains(
                                "signalbox: { models: { fast: { deployments: [openrouter/openai/gpt-5.4-mini] } } }"));
    }

    @Test
    void whatItSaysToPasteWorks() {
        Yaml.of("signalbox: { models: { fast: { deployments: [openrouter/openai/gpt-5.4-mini] } } }")
                .with("OPENROUTER_API_KEY", "key")
                .runner()
                .run(context -> assertThat(context).hasSingleBean(Router.class));
    }

    @Test
    void keysAloneAreNoConfiguration() {
        Yaml.of("signalbox.providers.openrouter.api-key: x")
                .runner()
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Router.class));
    }
}
