package dev.signalbox.samples.rag.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.signalbox.samples.rag.RagApplication;
import dev.signalbox.samples.rag.TestIndex;
import dev.signalbox.test.provider.FakeProvider;
import dev.signalbox.test.provider.FakeReply;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** With models that generate, or fail to: a provider over HTTP. */
@SpringBootTest(
        classes = RagApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "signalbox.models.strong.deployments=fake/large",
            "signalbox.models.small.deployments=fake/small",
            "signalbox.providers.fake.dialect=openai",
            "signalbox.providers.fake.api-key=test",
            "assistant.hosts=Assistant.example",
            "assistant.index.folder=target/unused/${random.uuid}"
        })
@Import(TestIndex.class)
class GenerationTests {

    private static final String QUESTION = "How many hours of annual leave can I carry over into the next leave year?";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final FakeProvider PROVIDER = FakeProvider.start();

    private static Browser browser;

    @LocalServerPort
    private int port;

    private Page page;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("signalbox.providers.fake.base-url", PROVIDER::baseUrl);
    }

    @BeforeAll
    static void startBrowser() {
        browser = Browser.start();
    }

    @AfterAll
    static void close() {
        browser.close();
        PROVIDER.close();
    }

    @BeforeEach
    void open() {
        PROVIDER.clear();
        page = browser.open("http://127.0.0.1:" + port);
    }

    private Locator ask(String question) {
        int before = page.locator(".turn").count();
        page.fill("#question", question);
        page.press("#question", "Enter");
        return page.locator(".turn").nth(before);
    }

    @Test
    void tellsThatATotalIsNotAll() {
        PROVIDER.reply(FakeReply.text("It is 240 hours [1]."));

        ask(QUESTION);

        assertThat(page.locator("#total")).hasText("at least $0.00");
        assertThat(page.locator("#made-up")).isHidden();
    }

    @Test
    void citesOnlySourcesThatThereAre() {
        PROVIDER.reply(
                FakeReply.text("It is 240 hours [1]. More elsewhere [99].").usage(900, 12));

        Locator turn = ask(QUESTION);

        assertThat(turn.locator(".answer")).hasText("It is 240 hours 1. More elsewhere [99].");
        assertThat(turn.locator(".cite")).hasCount(1);
        assertThat(turn.locator(".call")).containsText("fake/small · 900 + 12 tokens");
        assertThat(PROVIDER.requests().get(0).body().toString()).contains("<passage number=\\\"1\\\">", QUESTION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"It is 300 hours.", "I don't know the exact rule, but you may carry over 300 hours."})
    void warnsOfAnAnswerWithoutSources(String answer) {
        PROVIDER.reply(FakeReply.text(answer));

        assertThat(ask(QUESTION).locator(".end")).containsText("names no source");
    }

    @ParameterizedTest
    @ValueSource(strings = {"I don’t know.", "I don't know [1]", "I don't know. [1][2]"})
    void takesTheModelsWordThatThePassagesDoNotSay(String answer) {
        PROVIDER.reply(FakeReply.text(answer));

        assertThat(ask(QUESTION).locator(".end")).containsText("do not hold the answer");
    }

    @Test
    void putsMarkupOfAModelInAsText() {
        String answer = "<img src=x onerror=\"document.title='taken'\"> [1]";
        PROVIDER.reply(FakeReply.text(answer));

        Locator turn = ask(QUESTION);

        assertThat(turn.locator(".answer")).containsText("<img src=x");
        assertThat(turn.locator("img")).hasCount(0);
        assertThat(page).hasTitle("Ask the handbook");
    }

    @Test
    void tellsWhichDeploymentFailedBefore() {
        PROVIDER.reply(FakeReply.error(503), FakeReply.text("It is 240 hours [1]."));

        Locator turn = ask(QUESTION);

        assertThat(turn.locator(".call")).containsText("→ fake/large");
        assertThat(turn.locator(".failed")).containsText("failed: fake/small server (HTTP 503");
    }

    @Test
    void tellsThatAnAnswerBrokeOff() {
        PROVIDER.reply(FakeReply.text("It is 240 hours for all employees").stallAfter(3));
        Locator turn = ask(QUESTION);
        assertThat(turn.locator(".answer")).containsText("It");

        PROVIDER.disconnect();

        assertThat(turn.locator(".end.bad")).containsText("The answer broke off:");
        assertThat(page.locator("#turns")).hasAttribute("aria-busy", "false");
    }

    @Test
    void tellsWhatAQuestionWithoutAnswerTook() {
        FakeReply down = FakeReply.error(503);
        PROVIDER.reply(down, down, down, down, down, down); // more than are tried

        Locator turn = ask(QUESTION);

        assertThat(turn.locator(".end.bad")).hasText("There is no answer: no model has answered (server)");
        assertThat(turn.locator(".call")).containsText("→ nobody");
        assertThat(turn.locator(".failed").first()).containsText("failed: fake/small server (HTTP 503");
    }

    @Test
    void searchesForAFollowUpAsItStandsIfNoModelRewritesIt() {
        PROVIDER.reply(FakeReply.text("It is 240 hours [1]."));
        assertThat(ask(QUESTION).locator(".call")).hasCount(1);
        PROVIDER.reply(FakeReply.error(400), FakeReply.text("Ask your supervisor [1]."));

        Locator turn = ask("Who approves of sick leave?");

        assertThat(turn.locator(".answer")).containsText("Ask your supervisor");
        assertThat(turn.locator(".rewritten")).isHidden();
    }

    @Test
    void stopsTheModelWhenToldTo() {
        PROVIDER.reply(FakeReply.text("It is 240 hours for all employees").stallAfter(3));
        Locator turn = ask(QUESTION);
        assertThat(turn.locator(".answer")).containsText("It");

        page.locator("#stop").click();

        assertThat(turn.locator(".end")).hasText("Stopped.");
        PROVIDER.awaitAborted(1, PATIENCE);
    }

    @Test
    void stopsTheModelWhenThePageIsClosed() {
        PROVIDER.reply(FakeReply.text("It is 240 hours for all employees").stallAfter(3));
        assertThat(ask(QUESTION).locator(".answer")).containsText("It");

        page.close();

        PROVIDER.awaitAborted(1, PATIENCE);
    }

    @Test
    void answersOnlyByNamesOfItsOwn() throws IOException {
        assertThat(answerTo("localhost")).startsWith("HTTP/1.1 200 ");
        assertThat(answerTo("Assistant.Example")).startsWith("HTTP/1.1 200 ");
        assertThat(answerTo("evil.example"))
                .startsWith("HTTP/1.1 403 ")
                .contains("Content-Type: text/plain")
                .contains("write this name into assistant.hosts");
    }

    /** By hand, because Java's client names no other host than the one that it calls. */
    private String answerTo(String host) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            String request = "GET /api/state HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void saysWhatIsWrongWithARequest() throws IOException, InterruptedException {
        HttpResponse<String> tooLong = post("{\"conversation\":\"c\",\"question\":\"" + "x".repeat(2001) + "\"}");
        HttpResponse<String> missing = post("{\"question\":\"Why?\"}");

        assertThat(tooLong.statusCode()).isEqualTo(400);
        assertThat(tooLong.body()).contains("'question' has 2001 characters; at most 2000 are allowed");
        assertThat(missing.body()).contains("'conversation' is missing");
        assertThat(PROVIDER.requestCount()).isZero();
    }

    private HttpResponse<String> post(String json) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/questions"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
