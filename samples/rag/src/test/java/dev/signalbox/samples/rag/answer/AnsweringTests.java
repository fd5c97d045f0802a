package dev.signalbox.samples.rag.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.invocation.InvocationParameters;
import dev.signalbox.router.Facts;
import dev.signalbox.samples.rag.RagApplication;
import dev.signalbox.samples.rag.answer.AnswerEvent.Text;
import dev.signalbox.samples.rag.document.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.ActiveProfiles;

/** What becomes of an answer to which nobody listens any more. */
@SpringBootTest(
        classes = RagApplication.class,
        webEnvironment = WebEnvironment.NONE,
        properties = "assistant.index.folder=target/unused/${random.uuid}")
@ActiveProfiles("simulated")
@ExtendWith(OutputCaptureExtension.class)
class AnsweringTests {

    private static final String PASSAGES = Prompts.passages(List.of(new Source(
            1, new Passage("a.md", 0, "Leave", "", null, "Annual leave carries over up to 240 hours."), 0.8)));

    @Autowired
    private Answerer answerer;

    private final List<AnswerEvent> events = new ArrayList<>();
    private final List<String> remembered = new ArrayList<>();

    private void answer(Class<? extends AnswerEvent> last) {
        InvocationParameters facts = Facts.none().asParameters();
        Consumer<AnswerEvent> gone = event -> {
            events.add(event);
            if (last.isInstance(event)) {
                throw new CancellationException("the browser has gone");
            }
        };
        new Answering(1, gone, () -> CallReports.of(facts), remembered::add)
                .follow(answerer.answer(PASSAGES, "How many hours of annual leave carry over?", facts));
    }

    @Test
    void endsWithoutAFuss(CapturedOutput output) {
        answer(Text.class);

        assertThat(events).containsExactly(new Text("Annual "));
        assertThat(remembered).containsExactly("Annual ");
        assertThat(output).doesNotContain("Exception");
    }

    @Test
    void hasEndedWhereOnlyItsEndIsNotHeard(CapturedOutput output) {
        answer(AnswerEvent.Done.class);

        assertThat(events).last().isInstanceOf(AnswerEvent.Done.class);
        assertThat(remembered).containsExactly("Annual leave carries over up to 240 hours. [1]");
        assertThat(output).doesNotContain("Exception");
    }
}
