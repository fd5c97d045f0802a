package dev.signalbox.samples.rag.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.samples.rag.answer.Conversations.Turn;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConversationsTests {

    private final Conversations conversations = new Conversations();

    private void add(String conversation, int number) {
        conversations.add(conversation, new Turn("question " + number, "answer " + number));
    }

    @Test
    void rememberTheLastTurnsOnly() {
        IntStream.rangeClosed(1, 5).forEach(number -> add("one", number));

        assertThat(conversations.of("one"))
                .extracting(Turn::question)
                .containsExactly("question 3", "question 4", "question 5");
    }

    @Test
    void knowNothingOfOneAnother() {
        add("one", 1);

        assertThat(conversations.of("other")).isEmpty();
    }

    @Test
    void forgetTheOneThatWasUsedLongestAgo() {
        IntStream.rangeClosed(1, 500).forEach(number -> add("c" + number, number));
        conversations.of("c1");

        add("one more", 1);

        assertThat(conversations.of("c1")).hasSize(1);
        assertThat(conversations.of("c2")).isEmpty();
    }
}
