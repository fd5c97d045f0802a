package dev.signalbox.test.docs;

import dev.signalbox.router.Router;
import dev.signalbox.router.compare.Comparison;
import dev.signalbox.router.compare.ComparisonJson;
import dev.signalbox.router.compare.ComparisonResult;
import dev.signalbox.router.compare.ComparisonTable;
import dev.signalbox.router.compare.Graders;
import dev.signalbox.router.compare.OutcomeFile;
import dev.signalbox.router.compare.PromptFile;
import java.math.BigDecimal;
import java.nio.file.Path;

/** The example of the page on comparisons. */
final class ComparisonExample {

    private ComparisonExample() {}

    static String compare(Router router, Path prompts, Path folder) {
        // tag::comparison[]
        try (OutcomeFile store = OutcomeFile.open(folder.resolve("outcomes.jsonl"))) {
            ComparisonResult result = Comparison.of(router)
                    .name("support")
                    .prompts(PromptFile.read(prompts))
                    .contenders("small", "routine") // models or policies
                    .graders(Graders.exact(), Graders.regex(), Graders.judge(router, "strong")) // no contender
                    .concurrency(8)
                    .confidence(0.95, 0.05) // up to 0.05 worse than any other is good enough
                    .stopAtCost(new BigDecimal("2.00")) // USD
                    .store(store) // run it again and it goes on
                    .build()
                    .run();
            ComparisonJson.write(result.report(), folder.resolve("comparison.json"));
            return ComparisonTable.of(result);
        }
        // end::comparison[]
    }
}
