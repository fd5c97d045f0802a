package dev.signalbox.samples.compare;

import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import dev.signalbox.router.Router;
import dev.signalbox.router.compare.ComparedPrompt;
import dev.signalbox.router.compare.Comparison;
import dev.signalbox.router.compare.ComparisonBuilder;
import dev.signalbox.router.compare.ComparisonJson;
import dev.signalbox.router.compare.ComparisonResult;
import dev.signalbox.router.compare.ComparisonTable;
import dev.signalbox.router.compare.Graders;
import dev.signalbox.router.compare.HtmlReport;
import dev.signalbox.router.compare.OutcomeFile;
import dev.signalbox.router.compare.PromptFile;
import dev.signalbox.router.output.JsonSchemaOutputValidator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/** Runs the comparison and writes what it found. */
@Component
class Compare implements CommandLineRunner, ExitCodeGenerator {

    /** Below, texts of this embedding model do not mean the same. */
    private static final double SAME_MEANING = 0.75;

    private final CompareProperties properties;
    private final Router router;
    private int exitCode;

    Compare(CompareProperties properties, Router router) {
        this.properties = properties;
        this.router = router;
    }

    @Override
    public void run(String... args) throws IOException {
        try {
            compare();
        } catch (IllegalArgumentException e) { // of prompts, contenders or the file of outcomes
            System.err.println(e.getMessage());
            exitCode = 2;
        }
    }

    @Override
    public int getExitCode() {
        return exitCode;
    }

    private void compare() throws IOException {
        List<ComparedPrompt> prompts = prompts(properties.prompts());
        Path outcomes = properties.out().resolve("outcomes.jsonl");
        try (OutcomeFile store = OutcomeFile.open(outcomes)) {
            ComparisonResult result = comparison(prompts).store(store).build().run();
            Path report = properties.out().resolve("comparison.json");
            Path page = properties.out().resolve("report.html");
            ComparisonJson.write(result.report(), report);
            HtmlReport.write(result.report(), page);
            System.out.print("\n" + ComparisonTable.of(result));
            System.out.println("\nCalls made now: " + result.called() + " of "
                    + result.outcomes().size());
            exitCode = result.partial() ? 3 : 0;
            System.out.println("Written: " + page + ", " + report + ", " + outcomes);
        }
    }

    private static List<ComparedPrompt> prompts(Resource source) throws IOException {
        if (!source.isReadable()) {
            throw new IllegalArgumentException("comparison.prompts names the " + source.getDescription()
                    + ", which cannot be read. Write file: and the path, for example file:mine.jsonl.");
        }
        return PromptFile.parse(
                source.getDescription(),
                source.getContentAsString(StandardCharsets.UTF_8).lines().toList());
    }

    private ComparisonBuilder comparison(List<ComparedPrompt> prompts) {
        ComparisonBuilder comparison = Comparison.of(router)
                .name(properties.name())
                .prompts(prompts)
                .contenders(properties.contenders().toArray(String[]::new))
                .graders(
                        Graders.exact(),
                        Graders.contains(),
                        Graders.regex(),
                        Graders.schema(new JsonSchemaOutputValidator()),
                        Graders.similarity(new BgeSmallEnV15QuantizedEmbeddingModel(), SAME_MEANING))
                .concurrency(properties.concurrency())
                .repetitions(properties.repetitions())
                .retryFailures(properties.retryFailures())
                .resamples(10_000, properties.seed())
                .confidence(0.95, properties.margin())
                .stopAtCost(properties.maxCost())
                .listener(new ProgressLine(System.out, System.console() != null));
        String judge = properties.judge();
        return judge == null || judge.isBlank() ? comparison : comparison.graders(Graders.judge(router, judge));
    }
}
