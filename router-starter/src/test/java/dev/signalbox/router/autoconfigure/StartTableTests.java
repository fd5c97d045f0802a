package dev.signalbox.router.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.router.catalogue.ModelCatalogue;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class StartTableTests {

    @Test
    void showsWhatIsConfiguredAndWhatIsLeftOut(CapturedOutput output) {
        Yaml.of("""
                signalbox:
                  providers:
                    groq: { api-key: gsk-secret, headers: { X-Team: team-secret } }
                    own: { dialect: openai, base-url: "http://user:pw-secret@10.0.0.7:8000/v1?key=url-secret" }
                  models:
                    strong.deployments: [openrouter/gpt, groq/llama]
                    small:
                      aliases: tiny
                      deployments: [{ provider: own, model-id: qwen, price: { input: 0.05, output: 0.1 } }]
                  policies:
                    plan.models: strong
                    reply.models: [tiny, strong]
                  rules: [{ when: { user: x }, policy: plan }, { policy: reply }]
                  guards: [{ when: { tenant: x }, require: { no-training: true } }]
                  default-policy: reply
                """).runner().run(context -> {});

        assertThat(output.getOut()).contains("INFO").containsIgnoringNewLines("""
                Signalbox: 2 models, 2 policies, default 'reply', 2 rules, 1 guard
                  model   deployment      at             key         USD/M in/out  can                          policies\
                    left out
                  strong  openrouter/gpt  openrouter.ai  no          unknown       streaming tools json-schema  plan reply\
                  no key: set signalbox.providers.openrouter.api-key or OPENROUTER_API_KEY
                  strong  groq/llama      api.groq.com   yes         unknown       streaming tools              plan reply
                  small   own/qwen        10.0.0.7:8000  not needed  0.05/0.10     streaming tools json-schema  reply
                """);
        assertThat(output.getAll()).doesNotContain("secret");
    }

    @Test
    void showsRateLimits(CapturedOutput output) {
        Yaml.of("""
                signalbox:
                  models.small.deployments: simulated/a
                  rate-limits:
                    tenant-minute: { per: tenant, requests-per-minute: 60 }
                    all: { tokens-per-minute: 90000 }
                """).runner().run(context -> {});

        assertThat(output.getOut())
                .contains("rate limit tenant-minute: 60 requests per minute per tenant")
                .contains("rate limit all: 90000 tokens per minute");
    }

    @Test
    void countsTheKeysOfAProvider(CapturedOutput output) {
        Yaml.of("""
                signalbox:
                  providers.groq: { api-keys: [gsk-secret-1, "", gsk-secret-2, gsk-secret-1] }
                  models.small.deployments: groq/llama
                """).runner().run(context -> {});

        assertThat(output.getOut()).contains("groq/llama", "  2 keys  ");
        assertThat(output.getAll()).doesNotContain("secret");
    }

    @Test
    void marksThePricesOfTheCatalogueAndThoseWithTiers(CapturedOutput output) {
        LocalDate date = ModelCatalogue.shipped().date();
        Yaml.of("""
                signalbox.models:
                  a.deployments: [openai/gpt-4.1, gemini/gemini-2.5-pro]
                  b.deployments: [{ provider: openai, model-id: gpt-4o, price: { input: 1, output: 2 } }]
                """).with("OPENAI_API_KEY", "k").runner().run(context -> {});

        assertThat(output.getOut())
                .contains("  yes  2.00/8.00*  ", "  no   1.25/10.00+*  ", "  yes  1.00/2.00     ")
                .contains("\n  + other prices for long requests\n  * from the catalogue, prices of " + date + "\n");
    }

    @Test
    void hasNoNotesWithoutMarks(CapturedOutput output) {
        Yaml.of(
                        "signalbox.models.b.deployments: [{ provider: simulated, model-id: x, price: { input: 1, output: 2 } }]")
                .runner()
                .run(context -> {});

        assertThat(output.getOut()).contains("1.00/2.00 ").doesNotContain("  * ", "  + ");
    }
}
