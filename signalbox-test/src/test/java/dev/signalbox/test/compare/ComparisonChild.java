package dev.signalbox.test.compare;

import dev.signalbox.router.Router;
import dev.signalbox.router.compare.Comparison;
import dev.signalbox.router.compare.Graders;
import dev.signalbox.router.compare.OutcomeFile;
import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.execution.SystemClockwork;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.model.Price;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.provider.ApiKey;
import dev.signalbox.router.provider.OpenAiDialect;
import dev.signalbox.router.provider.ProviderSettings;
import java.nio.file.Path;
import java.util.List;

/** Compares until it has done so, or is killed. Arguments: the provider's URL and the file of outcomes. */
final class ComparisonChild {

    static final int PROMPTS = 1_000;
    static final int CONCURRENCY = 4;

    private ComparisonChild() {}

    public static void main(String[] args) {
        try (Router router = router(args[0]);
                OutcomeFile store = OutcomeFile.open(Path.of(args[1]))) {
            Comparison.of(router)
                    .prompts(ComparisonOverHttpTests.prompts(PROMPTS))
                    .contenders("small")
                    .graders(Graders.exact())
                    .concurrency(CONCURRENCY)
                    .store(store)
                    .listener(progress -> System.out.println("done " + progress.done()))
                    .build()
                    .run();
        }
        System.out.println("end");
        System.exit(0);
    }

    private static Router router(String url) {
        Deployment small = Deployment.of("south/gpt-small")
                .price(Price.perMillion("1", "1"))
                .build();
        Clockwork parts = new SystemClockwork().clockwork();
        ProviderSettings settings = ProviderSettings.builder()
                .name("south")
                .baseUrl(url)
                .apiKey(new ApiKey("sk-test"))
                .build();
        return Router.builder(Catalogue.of(Model.of("small", small)), PolicySet.of(Policy.of("routine", "small")))
                .clockwork(parts)
                .client(
                        small.id(),
                        new OpenAiDialect(parts.executor(), parts.context()).connect(settings, small, List.of()))
                .build();
    }
}
