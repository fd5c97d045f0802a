package dev.signalbox.samples.rag.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.samples.rag.answer.AnswerEvent.Done;
import dev.signalbox.samples.rag.answer.AnswerEvent.Failed;
import dev.signalbox.samples.rag.answer.AnswerEvent.Searched;
import dev.signalbox.samples.rag.answer.AnswerEvent.Support;
import dev.signalbox.samples.rag.document.Passage;
import dev.signalbox.samples.rag.search.Hit;
import dev.signalbox.samples.rag.search.PassageSearch;
import dev.signalbox.samples.rag.search.SearchMethod;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is decided before a model is asked. */
class AssistantTests {

    private static final Answerer NOBODY = (passages, question, facts) -> {
        throw new AssertionError("A model was asked.");
    };

    private final AssistantProperties properties = new AssistantProperties(
            "none", "classpath:documents/", new AssistantProperties.Index(Path.of("unused")), 6, 0.62, 0.68, Set.of());
    private final List<AnswerEvent> events = new ArrayList<>();

    private Assistant assistant(double... similarities) {
        return assistant(
                (conversation, question, facts) -> {
                    throw new AssertionError("There is something to go on from.");
                },
                similarities);
    }

    private Assistant assistant(Rewriter rewriter, double... similarities) {
        List<Hit> hits = new ArrayList<>();
        for (double similarity : similarities) {
            Passage passage = new Passage("a.md", hits.size(), "Title", "", null, "Words.");
            hits.add(new Hit(passage, 1, similarity));
        }
        return new Assistant(new Rewriting(rewriter), new Found(hits), NOBODY, properties);
    }

    @Test
    void asksNoModelWhereNothingIsNear() {
        assistant(0.50, 0.61).ask("c", "How long do I cook an egg?", events::add);

        assertThat(events).hasSize(2);
        assertThat(events.get(0)).isInstanceOfSatisfying(Searched.class, searched -> {
            assertThat(searched.rewritten()).isFalse();
            assertThat(searched.sources()).extracting(Source::number).containsExactly(1, 2);
        });
        assertThat(events.get(1)).isInstanceOfSatisfying(Done.class, done -> {
            assertThat(done.support()).isEqualTo(Support.NOTHING_NEAR);
            assertThat(done.calls()).isEmpty();
        });
    }

    @Test
    void asksNoModelWhereNothingIsFound() {
        assistant().ask("c", "Why?", events::add);

        assertThat(events).hasSize(2).last().isInstanceOf(Done.class);
    }

    @Test
    void asksNoModelForSomebodyWhoHasGone() {
        Consumer<AnswerEvent> gone = event -> {
            throw new CancellationException("the browser has gone");
        };

        assertThatThrownBy(() -> assistant(0.9).ask("c", "Why?", gone)).isInstanceOf(CancellationException.class);
    }

    /** It stands on the page, so that the next question may go on from it. */
    @Test
    void remembersAQuestionToWhichThereWasNoAnswer() {
        List<String> conversations = new ArrayList<>();
        Assistant assistant = assistant(
                (conversation, question, facts) -> {
                    conversations.add(conversation);
                    return "Why not?";
                },
                0.1);
        assistant.ask("c", "Why?", events::add);

        assistant.ask("c", "And why not?", events::add);

        assertThat(conversations).containsExactly("Question: Why?\nAnswer: I don't know.");
        assertThat(events).hasSize(4).last().isInstanceOf(Done.class);
    }

    @Test
    void tellsThatTheSearchFailed() {
        PassageSearch down = new PassageSearch() {

            @Override
            public List<Hit> find(String query, SearchMethod method, int max) {
                throw new IllegalStateException("password authentication failed for user 'assistant'");
            }

            @Override
            public List<Passage> document(String document) {
                return List.of();
            }
        };
        Assistant assistant =
                new Assistant(new Rewriting((conversation, question, facts) -> question), down, NOBODY, properties);

        assistant.ask("c", "Why?", events::add);

        assertThat(events)
                .singleElement()
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.message()).isEqualTo("the documents cannot be searched just now"));
    }

    private record Found(List<Hit> hits) implements PassageSearch {

        @Override
        public List<Hit> find(String query, SearchMethod method, int max) {
            assertThat(method).isEqualTo(SearchMethod.HYBRID);
            return hits.stream().limit(max).toList();
        }

        @Override
        public List<Passage> document(String document) {
            return hits.stream().map(Hit::passage).toList();
        }
    }
}
