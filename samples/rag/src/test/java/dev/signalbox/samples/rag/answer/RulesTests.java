package dev.signalbox.samples.rag.answer;

import static dev.signalbox.test.SignalboxAssertions.assertThat;
import static dev.signalbox.test.SignalboxAssertions.facts;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.signalbox.router.RoutedAnswer;
import dev.signalbox.router.Router;
import dev.signalbox.samples.rag.document.Passage;
import dev.signalbox.test.SignalboxTest;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.ActiveProfiles;

/** What the YAML says of the facts that the assistant gives. */
@SignalboxTest
@ActiveProfiles("simulated")
class RulesTests {

    @Autowired
    private Router router;

    @Test
    void aGoodSearchIsRoutine() {
        assertThat(router.explain(facts().tag("retrieval", "strong")))
                .usedPolicy("routine")
                .chose("simulated/small");
    }

    @Test
    void aWeakSearchNeedsPlanning() {
        assertThat(router.explain(facts().tag("retrieval", "weak")))
                .usedPolicy("planning")
                .byRule("weak-retrieval")
                .candidates("simulated/large");
    }

    @Test
    void aLongRequestNeedsPlanning() {
        ChatRequest request = ChatRequest.builder()
                .messages(UserMessage.from("word ".repeat(4_000)))
                .build();

        RoutedAnswer answer = router.chat(request, facts().tag("retrieval", "strong"));

        assertThat(answer.call().decision()).usedPolicy("planning").byRule("long-context");
    }

    /** Six passages as long as passages become. */
    @Test
    void aRequestOfTheUsualLengthIsRoutine() {
        Passage passage = new Passage("a.md", 0, "Title", "Heading", null, "another ".repeat(100));
        String passages = Prompts.passages(IntStream.rangeClosed(1, 6)
                .mapToObj(number -> new Source(number, passage, 0.8))
                .toList());

        RoutedAnswer answer = router.chat(
                ChatRequest.builder().messages(UserMessage.from(passages)).build(), facts().tag("retrieval", "strong"));

        assertThat(answer.call().decision()).usedPolicy("routine");
    }

    @Test
    void routineHasTheStrongModelAsItsLast() {
        assertThat(router.explain(facts())).candidates("simulated/small", "simulated/large");
    }
}
