package dev.signalbox.samples.rag.answer;

import dev.langchain4j.invocation.InvocationParameters;
import dev.signalbox.router.Facts;
import dev.signalbox.samples.rag.answer.AnswerEvent.Searched;
import dev.signalbox.samples.rag.answer.Conversations.Turn;
import dev.signalbox.samples.rag.search.Hit;
import dev.signalbox.samples.rag.search.PassageSearch;
import dev.signalbox.samples.rag.search.SearchMethod;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.stereotype.Component;

/**
 * Answers questions: makes them stand for themselves, searches, and has a model answer from what was found. Where nothing is
 * near enough no model is asked.
 */
@Slf4j
@Component
@RequiredArgsConstructor
public class Assistant {

    private final Rewriting rewriting;
    private final PassageSearch search;
    private final Answerer answerer;
    private final AssistantProperties properties;

    private final Conversations conversations = new Conversations();

    /**
     * Begins to answer. Rewriting and search are done when this returns, the answer comes in its own time.
     *
     * @param conversation what the question goes on from
     * @param listener told what happens, in order, the last event being {@code Done} or {@code Failed}; after a cancel nothing. What it
     *     throws when it is told of the passages ends the question before a model is asked for an answer.
     */
    public Answering ask(String conversation, String question, Consumer<AnswerEvent> listener) {
        InvocationParameters rewritingFacts = Facts.session(conversation).asParameters();
        String query = rewriting.standalone(question, conversations.of(conversation), rewritingFacts);
        Consumer<String> remember = answer -> conversations.add(conversation, new Turn(query, answer));
        List<Source> sources;
        try {
            sources = sources(query);
        } catch (RuntimeException e) {
            Answering none = new Answering(0, listener, () -> CallReports.of(rewritingFacts), remember);
            log.warn("The documents cannot be searched", e);
            none.fail("the documents cannot be searched just now");
            return none;
        }
        listener.accept(new Searched(query, !query.equals(question), sources));
        double best = sources.stream().mapToDouble(Source::similarity).max().orElse(-1);
        InvocationParameters facts = Facts.session(conversation)
                .tag("retrieval", best < properties.weak() ? "weak" : "strong")
                .asParameters();
        Answering answering =
                new Answering(sources.size(), listener, () -> new CallReports(rewritingFacts, facts), remember);
        if (best < properties.threshold()) {
            answering.nothingNear();
        } else {
            answering.follow(answerer.answer(Prompts.passages(sources), Prompts.data(query), facts));
        }
        return answering;
    }

    private List<Source> sources(String query) {
        List<Hit> hits = search.find(query, SearchMethod.HYBRID, properties.passages());
        return IntStream.range(0, hits.size())
                .mapToObj(i ->
                        new Source(i + 1, hits.get(i).passage(), hits.get(i).similarity()))
                .toList();
    }
}
