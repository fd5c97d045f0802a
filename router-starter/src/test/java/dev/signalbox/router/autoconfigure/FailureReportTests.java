package dev.signalbox.router.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

/** What a real application prints. */
@ExtendWith(OutputCaptureExtension.class)
class FailureReportTests {

    @Test
    void namesTheProblemAndTheWayOut(CapturedOutput output) {
        SpringApplicationBuilder application =
                new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE);

        assertThatThrownBy(() -> application.run("--signalbox.models.fast.deployments=olama/llama3.2"))
                .hasRootCauseInstanceOf(ConfigurationProblem.class);

        assertThat(output.getOut()).containsIgnoringNewLines("""
                ***************************
                APPLICATION FAILED TO START
                ***************************

                Description:

                'olama' is none of the providers. Did you mean 'ollama'? Known providers: anthropic,\
                 azure-openai, bean, cerebras, deepseek, fireworks, gemini, google-ai-gemini, groq, llama-cpp, lm-studio,\
                 mistral, mistral-ai, ollama, openai, openrouter, simulated, together, vllm, xai.

                    Property: signalbox.models.fast.deployments[0]
                    Value: olama
                    Origin: "signalbox.models.fast.deployments" from property source "commandLineArgs"

                Action:

                Name one of the known providers, or add 'signalbox.providers.olama' with its 'dialect' and 'base-url'.
                """);
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({NothingConfiguredAutoConfiguration.class, SignalboxAutoConfiguration.class})
    static class Application {}
}
