package dev.signalbox.samples.rag.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.invocation.InvocationParameters;
import dev.signalbox.samples.rag.answer.Conversations.Turn;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RewritingTests {

    private static final String QUESTION = "And for contractors?";
    private static final List<Turn> BEFORE = List.of(new Turn("How much leave do I have?", "Thirteen days [1]."));

    private static String standalone(Rewriter rewriter, List<Turn> before) {
        return new Rewriting(rewriter).standalone(QUESTION, before, new InvocationParameters());
    }

    @Test
    void makesAQuestionStandForItself() {
        Rewriter rewriter = (conversation, question, facts) -> {
            assertThat(conversation).contains("Question: How much leave do I have?", "Answer: Thirteen days (1).");
            return " How much leave do contractors have?\n";
        };

        assertThat(standalone(rewriter, BEFORE)).isEqualTo("How much leave do contractors have?");
    }

    @Test
    void asksNoModelWhereNothingCameBefore() {
        Rewriter rewriter = (conversation, question, facts) -> {
            throw new AssertionError("A model was asked.");
        };

        assertThat(standalone(rewriter, List.of())).isEqualTo(QUESTION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "Sure!\nHow much leave do contractors have?"})
    void takesTheQuestionAsItStandsWhereTheAnswerIsNoQuestion(String odd) {
        assertThat(standalone((conversation, question, facts) -> odd, BEFORE)).isEqualTo(QUESTION);
    }

    @Test
    void takesTheQuestionAsItStandsWhereTheAnswerIsAnEssay() {
        assertThat(standalone((conversation, question, facts) -> "x".repeat(501), BEFORE))
                .isEqualTo(QUESTION);
    }

    @Test
    void takesTheQuestionAsItStandsWhereTheModelFails() {
        Rewriter rewriter = (conversation, question, facts) -> {
            throw new InternalServerException("down");
        };

        assertThat(standalone(rewriter, BEFORE)).isEqualTo(QUESTION);
    }
}
