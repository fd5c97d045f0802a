package dev.signalbox.router.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class PromptFileTests {

    @Test
    void skipsAByteOrderMark() {
        String line = "\uFEFF{\"id\": \"a\", \"category\": \"c\", \"prompt\": \"Why?\", \"expected\": \"x\"}";

        assertThat(PromptFile.parse("here", List.of(line)))
                .extracting(ComparedPrompt::id)
                .containsExactly("a");
    }

    @Test
    void readsEverythingThatAPromptMaySay() {
        List<ComparedPrompt> prompts = PromptFile.parse(
                "mine",
                List.of(
                        "{\"id\":\"a\",\"category\":\"c\",\"system\":\"Be short.\",\"prompt\":\"2+2?\",\"expected\":[\"4\",\"four\"],"
                                + "\"regex\":\"4\",\"contains\":\"4\",\"schema\":{\"type\":\"object\"},\"reference\":\"4\",\"rubric\":\"right\",\"weight\":2}",
                        "",
                        "{\"id\":\"b\",\"category\":\"c\",\"messages\":[{\"role\":\"assistant\",\"text\":\"Hi\"},{\"role\":\"user\",\"text\":\"Bye\"}],\"regex\":\".\"}"));

        ComparedPrompt first = prompts.get(0);
        assertThat(first.messages())
                .containsExactly(
                        new PromptMessage(PromptMessage.Role.SYSTEM, "Be short."),
                        new PromptMessage(PromptMessage.Role.USER, "2+2?"));
        assertThat(first.expected()).containsExactly("4", "four");
        assertThat(first.schema()).isEqualTo("{\"type\":\"object\"}");
        assertThat(first.weight()).isEqualTo(2);
        assertThat(prompts.get(1).text()).isEqualTo("Bye");
    }

    @Test
    void saysAllThatIsWrongByLine() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PromptFile.parse(
                        "mine",
                        List.of(
                                "{\"id\":\"a\",\"category\":\"c\",\"prompt\":\"x\",\"expectd\":\"4\"}",
                                "no json",
                                "{\"id\":\"b\",\"category\":\"c\",\"regex\":\"(\",\"weight\":0}",
                                "{\"id\":\"d\",\"category\":\"c\",\"prompt\":\"x\"}",
                                "{\"id\":\"d\",\"category\":\"c\",\"prompt\":\"x\"}")))
                .withMessageContaining("line 1: has the unknown key 'expectd'. Did you mean 'expected'?")
                .withMessageContaining("line 2: is no JSON object")
                .withMessageContaining("line 3: must have one of 'prompt' and 'messages'")
                .withMessageContaining("line 3: 'regex' must be a regular expression")
                .withMessageContaining("line 3: 'weight' must be a number above 0")
                .withMessageContaining("line 5: the id 'd' stands on line 4 already");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstLine() {
        assertThat(PromptFile.parse(
                        "mine", List.of("\uFEFF{\"id\":\"a\",\"category\":\"c\",\"prompt\":\"x\",\"regex\":\".\"}")))
                .hasSize(1);
    }

    @Test
    void aBlankTextWouldBeInEveryAnswerAndAnEndlessWeightInEveryMean() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> PromptFile.parse(
                                "mine",
                                List.of(
                                        "{\"id\":\"a\",\"category\":\"c\",\"prompt\":\"x\",\"contains\":[\"\"],\"weight\":1e999}")))
                .withMessageContaining("'contains' must be a text, or a list of texts that are not blank")
                .withMessageContaining("'weight' must be a number above 0");
    }

    @Test
    void aFileWithoutPromptsIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PromptFile.parse("mine", List.of(" ")))
                .withMessageContaining("there is no prompt");
    }
}
