package dev.signalbox.samples.rag.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import dev.signalbox.samples.rag.RagApplication;
import dev.signalbox.samples.rag.TestIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;

/** The page, in a real browser, over the shipped documents. */
@SpringBootTest(
        classes = RagApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "assistant.models=simulated: nothing is generated",
            "assistant.index.folder=target/unused/${random.uuid}"
        })
@ActiveProfiles("simulated")
@Import(TestIndex.class)
class PageTests {

    private static Browser browser;

    @LocalServerPort
    private int port;

    private Page page;

    @BeforeAll
    static void startBrowser() {
        browser = Browser.start();
    }

    @AfterAll
    static void closeBrowser() {
        browser.close();
    }

    @BeforeEach
    void open() {
        page = browser.open("http://127.0.0.1:" + port);
    }

    @AfterEach
    void hasNothingToComplainOf() {
        assertThat(browser.complaints()).isEmpty();
        page.context().close();
    }

    private Locator ask(String question) {
        int before = page.locator(".turn").count();
        page.fill("#question", question);
        page.press("#question", "Enter");
        Locator turn = page.locator(".turn").nth(before);
        assertThat(turn.locator(".asked")).hasText(question);
        assertThat(page.locator("#turns")).hasAttribute("aria-busy", "false");
        return turn;
    }

    @Test
    void saysWhatThereIs() {
        assertThat(page.locator("#library")).hasText("114 documents");
        assertThat(page.locator("#models")).hasText("simulated");
        assertThat(page.locator("#welcome")).containsText("simulated: nothing is generated");
        assertThat(page.locator("#total")).hasText("$0.00");
        assertThat(page.locator("#made-up")).isVisible();
    }

    @Test
    void answersWithCitationsThatLeadToThePassage() {
        Locator turn = ask("How many hours of annual leave can I carry over into the next leave year?");

        assertThat(turn.locator(".answer")).containsText("240");
        turn.locator(".cite").first().click();

        assertThat(page.locator("#reader-path")).hasText("leave/leave.md");
        assertThat(page.locator("#passages .cited")).containsText("240");
        assertThat(page.locator("#passages .cited")).isInViewport();
        page.keyboard().press("Escape");
        assertThat(page.locator("#reader")).isHidden();
        assertThat(page.locator("#question")).isFocused();
    }

    @Test
    void tellsWhichModelAnsweredByWhichPolicyForHowMuch() {
        Locator turn = ask("How many hours of annual leave can I carry over into the next leave year?");

        assertThat(turn.locator(".call"))
                .containsText(Pattern.compile(
                        "answer: routine by default → simulated/small · \\d+ \\+ \\d+ tokens · \\$0\\.\\d+ · \\d+ ms"));
        assertThat(page.locator("#total")).not().hasText("$0.00");
    }

    @Test
    void asksTheStrongModelWhereTheSearchIsWeak() {
        Locator turn = ask("Can anybody read my private chats with a colleague?");

        assertThat(turn.locator(".call")).containsText("answer: planning by rule weak-retrieval → simulated/large");
    }

    @Test
    void doesNotKnowWhatNoDocumentSays() {
        Locator turn = ask("How long do I cook a soft-boiled egg?");

        assertThat(turn.locator(".answer")).hasText("I don't know.");
        assertThat(turn.locator(".end")).containsText("no model was asked");
        assertThat(turn.locator(".call")).hasCount(0);
        assertThat(turn.locator(".sources li").first()).isVisible();
        assertThat(page.locator("#total")).hasText("$0.00");
    }

    @Test
    void searchesForAFollowUpWithWhatItGoesOnFrom() {
        ask("How many hours of annual leave can I carry over into the next leave year?");

        Locator turn = ask("And what happens to it when I resign?");

        assertThat(turn.locator(".rewritten"))
                .hasText("Searched for: How many hours of annual leave can I carry over into the next leave year?"
                        + " And what happens to it when I resign?");
        assertThat(turn.locator(".call")).hasCount(2);
        assertThat(turn.locator(".call").first()).containsText("rewrite: routine by method");
    }

    @Test
    void warnsOfAnAnswerFromSomeOfTheDocuments() {
        page.route("**/api/state", route -> route.fulfill(new FulfillOptions().setBody("""
                {"models": "simulated", "ingestion": {"done": 24, "total": 114, "passages": 312, "failures": {}, "finished": false}}
                """)));
        page.reload();
        assertThat(page.locator("#library")).hasText("Reading document 24 of 114, 312 passages so far…");

        Locator early = ask("wifi on an airplane");

        assertThat(early.locator(".early"))
                .hasText("Only 24 of 114 documents had been read when this was asked. Ask again later.");
        page.unroute("**/api/state");
        assertThat(page.locator("#library")).hasText("114 documents");
        assertThat(ask("wifi on an airplane").locator(".early")).isHidden();
    }

    @Test
    void takesWhatIsAskedAsText() {
        String script = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script> leave?";

        Locator turn = ask(script);

        assertThat(turn.locator(".asked")).hasText(script);
        assertThat(turn.locator("img")).hasCount(0);
        assertThat(page).hasTitle("Ask the handbook");
    }

    @Test
    void asksAnExampleAtAClick() {
        page.locator("#examples button").first().click();

        assertThat(page.locator(".turn .answer")).containsText("240");
        assertThat(page.locator("#welcome")).isHidden();
    }

    @Test
    void loadsNothingFromElsewhere() {
        List<String> elsewhere = new ArrayList<>();
        page.onRequest(request -> {
            if (!request.url().startsWith("http://127.0.0.1:" + port)) {
                elsewhere.add(request.url());
            }
        });

        page.reload();
        ask("wifi on an airplane");

        assertThat(elsewhere).isEmpty();
    }
}
