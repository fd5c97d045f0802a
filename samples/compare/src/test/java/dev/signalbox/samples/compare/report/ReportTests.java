package dev.signalbox.samples.compare.report;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.signalbox.router.compare.ComparisonReport;
import dev.signalbox.router.compare.ComparisonReport.CategoryRow;
import dev.signalbox.router.compare.ComparisonReport.Cell;
import dev.signalbox.router.compare.ComparisonReport.Costs;
import dev.signalbox.router.compare.ComparisonReport.Latency;
import dev.signalbox.router.compare.ComparisonReport.OutcomeRow;
import dev.signalbox.router.compare.ComparisonReport.PromptRow;
import dev.signalbox.router.compare.ComparisonReport.Standing;
import dev.signalbox.router.compare.ComparisonReport.Tokens;
import dev.signalbox.router.compare.Contender;
import dev.signalbox.router.compare.HtmlReport;
import dev.signalbox.router.compare.PromptMessage;
import dev.signalbox.router.compare.PromptMessage.Role;
import dev.signalbox.router.compare.statistics.Interval;
import dev.signalbox.router.compare.statistics.Pair;
import dev.signalbox.router.compare.statistics.Verdict;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a comparison, from a file, in a real browser. */
class ReportTests {

    private static Browser browser;

    @TempDir
    private Path folder;

    private final List<String> requests = new ArrayList<>();

    @BeforeAll
    static void start() {
        browser = Browser.start();
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    @AfterEach
    void hasNothingToComplainOf() {
        assertThat(browser.complaints()).isEmpty();
        assertThat(requests).allMatch(url -> url.startsWith("file:") || url.startsWith("data:"));
    }

    private Page open(ComparisonReport report) throws IOException {
        Path file = folder.resolve("report.html");
        Files.writeString(file, HtmlReport.of(report));
        Page page = browser.open("about:blank");
        page.onRequest(request -> requests.add(request.url()));
        page.navigate(file.toUri().toString());
        return page;
    }

    private static Standing contender(String name, double quality, String cost) {
        return new Standing(
                name,
                Contender.Kind.MODEL,
                4,
                4,
                0,
                new Interval(4, quality, quality - 0.1, Math.min(1, quality + 0.1)),
                new Costs(new BigDecimal(cost), new BigDecimal(cost), new BigDecimal(cost), new BigDecimal(cost), 0),
                new Latency(100, 200, 300, 120),
                new Tokens(10, 5),
                Map.of("sim/" + name, 4));
    }

    private static OutcomeRow outcome(String prompt, String contender, Double grade, String answer) {
        return new OutcomeRow(
                prompt,
                contender,
                0,
                grade,
                grade == null ? Map.of() : Map.of("exact", grade),
                Map.of("exact", "because"),
                answer,
                new BigDecimal("0.001"),
                120,
                10,
                5,
                answer == null ? null : "sim/" + contender,
                answer == null ? "TIMEOUT" : null);
    }

    private static ComparisonReport report(
            List<Standing> contenders, List<Pair> pairs, List<PromptRow> prompts, List<OutcomeRow> outcomes) {
        List<CategoryRow> categories = List.of(
                new CategoryRow("facts", List.of(new Cell("a", 2, 0.9, 0.8, 1))), new CategoryRow("", List.of()));
        return new ComparisonReport(
                ComparisonReport.FORMAT,
                "support",
                Instant.EPOCH,
                Instant.EPOCH,
                1,
                1000,
                0.95,
                0.05,
                contenders,
                categories,
                pairs,
                new Verdict(null, null, "No winner: too close."),
                prompts,
                outcomes,
                false,
                1,
                BigDecimal.ZERO);
    }

    private static PromptRow prompt(String id, String category, String text, String expected) {
        return new PromptRow(id, category, text, List.of(new PromptMessage(Role.USER, text)), expected);
    }

    private static ComparisonReport small() {
        return report(
                List.of(contender("a", 0.9, "0.010"), contender("b", 0.6, "0.001"), contender("c", 0.5, "0.005")),
                List.of(new Pair("a", "b", 4, 0.3, 0.1, 0.5, true), new Pair("b", "c", 4, 0.1, -0.2, 0.4, false)),
                List.of(prompt("p1", "facts", "What is one?", "1"), prompt("p2", "", "ما هو اثنان؟", null)),
                List.of(
                        outcome("p1", "a", 1.0, "1"),
                        outcome("p1", "b", 0.0, "</script><img src=x onerror=\"document.title='taken'\">"),
                        outcome("p1", "c", 0.0, null),
                        outcome("p2", "a", 0.5, "two"),
                        outcome("p2", "b", 0.5, "two")));
    }

    @Test
    void saysWhatFollows() throws IOException {
        Page page = open(small());

        assertThat(page.locator("#verdict")).hasText("No winner: too close.");
        assertThat(page).hasTitle("Comparison: support");
        assertThat(page.locator("#about")).containsText("2 prompts, 3 contenders");
    }

    @Test
    void drawsTheFrontThroughThoseWhomNobodyBeats() throws IOException {
        Page page = open(small());

        assertThat(page.locator("#pareto [data-front=true]")).hasCount(2);
        assertThat(page.locator("#pareto [data-contender=a][data-front=true]")).hasCount(1);
        assertThat(page.locator("#pareto [data-contender=c][data-front=false]")).hasCount(1);
        assertThat(page.locator("#pairs [data-decided=true]")).hasCount(1);
        assertThat(page.locator("#latency [data-contender]")).hasCount(3);
        assertThat(page.getByText("retries, fallbacks, waits for cooldowns")).isVisible();
        assertThat(page.locator("#contenders tr[data-contender]")).hasCount(3);
    }

    /** A model of one's own costs nothing, and the others differ by orders of magnitude. */
    @Test
    void drawsWhatIsFreeBesideCheapAndDear() throws IOException {
        List<Standing> contenders =
                List.of(contender("own", 0.5, "0"), contender("cheap", 0.6, "0.0001"), contender("dear", 0.9, "0.05"));

        Page page = open(report(contenders, List.of(), List.of(), List.of()));

        assertThat(x(page, "own")).isEqualTo(64);
        assertThat(x(page, "cheap")).isBetween(150.0, 300.0);
        assertThat(x(page, "dear")).isGreaterThan(600);
        assertThat(page.locator("#pareto text").allTextContents()).contains("$0", "$0.1", "$1", "$10", "$100");
    }

    private static double x(Page page, String contender) {
        Locator point = page.locator("#pareto [data-contender=" + contender + "] circle");
        return Double.parseDouble(point.getAttribute("cx"));
    }

    @Test
    void drawsNobodyWhoseCostIsKnownInPart() throws IOException {
        Standing partly = contender("partly", 0.9, "0.01");
        Standing unknown = new Standing(
                "unknown",
                partly.kind(),
                4,
                4,
                0,
                partly.quality(),
                new Costs(BigDecimal.ONE, BigDecimal.ZERO, BigDecimal.ONE, BigDecimal.ONE, 2),
                partly.latencyMillis(),
                partly.tokens(),
                partly.deployments());

        Page page = open(report(List.of(partly, unknown), List.of(), List.of(), List.of()));

        assertThat(page.locator("#pareto [data-contender]")).hasCount(1);
        assertThat(page.locator("#pareto")).containsText("Not drawn, for want of quality or cost: unknown");
        assertThat(page.locator("#contenders tr[data-contender=unknown]")).containsText("$1,000 + ?");
    }

    @Test
    void opensAPromptAndTakesAnswersAsText() throws IOException {
        Page page = open(small());
        Locator prompt = page.locator("[data-prompt=p1]");

        prompt.locator("summary").click();

        assertThat(prompt.locator(".said")).hasCount(3);
        assertThat(prompt).containsText("</script><img src=x");
        assertThat(prompt).containsText("Failed: TIMEOUT");
        assertThat(page.locator("img")).hasCount(0);
        assertThat(page).hasTitle("Comparison: support");
    }

    @Test
    void showsAConversationWithWhoSaysWhatAndAllThatIsWanted() throws IOException {
        List<PromptMessage> messages = List.of(
                new PromptMessage(Role.SYSTEM, "Be brief."),
                new PromptMessage(Role.ASSISTANT, "How can I help?"),
                new PromptMessage(Role.USER, "Say yes."));
        PromptRow talk = new PromptRow("talk", "facts", "Say yes.", messages, "yes\nrubric: Friendly");
        Page page = open(report(
                List.of(contender("a", 0.9, "0.01")),
                List.of(),
                List.of(talk),
                List.of(outcome("talk", "a", 1.0, "yes"))));

        page.locator("#text").fill("be brief");
        page.locator("[data-prompt=talk] summary").click();

        assertThat(page.locator("[data-prompt=talk] dd")).hasText(new String[] {
            "system: Be brief.", "assistant: How can I help?", "user: Say yes.", "yes rubric: Friendly"
        });
    }

    @Test
    void filtersPrompts() throws IOException {
        Page page = open(small());
        assertThat(page.locator("details.prompt")).hasCount(2);

        page.locator("#disagree").check();
        assertThat(page.locator("details.prompt")).hasCount(1);
        assertThat(page.locator("#count")).hasText("1 of 2");
        page.locator("#text").fill("nowhere");
        assertThat(page.locator("#prompts")).hasText("No prompt is like that.");
    }

    @Test
    void drawsWhatThereIsWhereMuchIsMissing() throws IOException {
        Standing nothing = new Standing(
                "n".repeat(80),
                Contender.Kind.POLICY,
                1,
                0,
                1,
                null,
                new Costs(null, null, null, null, 1),
                null,
                new Tokens(0, 0),
                Map.of());

        Page page = open(report(List.of(nothing), List.of(), List.of(), List.of()));

        assertThat(page.locator("#pareto")).containsText("Nothing to draw");
        assertThat(page.locator("#pairs")).containsText("nothing to compare with");
        assertThat(page.locator("#latency")).containsText("Nobody has answered");
        assertThat(page.locator("#prompts")).containsText("No prompt is like that.");
    }

    @Test
    void showsAThousandPromptsPageByPage() throws IOException {
        List<PromptRow> prompts = new ArrayList<>();
        List<OutcomeRow> outcomes = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            prompts.add(prompt("p" + i, "facts", "Question number " + i, "yes"));
            for (String contender : List.of("a", "b", "c")) {
                outcomes.add(outcome("p" + i, contender, i % 3 == 0 ? 1.0 : 0.0, "answer " + i));
            }
        }

        Page page = open(
                report(List.of(contender("a", 0.9, "0.01"), contender("b", 0.6, "0")), List.of(), prompts, outcomes));

        assertThat(page.locator("details.prompt")).hasCount(100);
        page.locator("#more").click();
        assertThat(page.locator("details.prompt")).hasCount(200);
        page.locator("#text").fill("answer 777");
        assertThat(page.locator("details.prompt")).hasCount(1);
    }
}
