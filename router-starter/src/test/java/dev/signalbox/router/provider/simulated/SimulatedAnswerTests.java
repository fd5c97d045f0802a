package dev.signalbox.router.provider.simulated;

import static dev.signalbox.router.provider.simulated.Rehearsal.answer;
import static dev.signalbox.router.provider.simulated.Rehearsal.answering;
import static dev.signalbox.router.provider.simulated.Rehearsal.client;
import static dev.signalbox.router.provider.simulated.Rehearsal.request;
import static dev.signalbox.router.provider.simulated.Rehearsal.saying;
import static dev.signalbox.router.provider.simulated.Rehearsal.tool;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulatedAnswerTests {

    private static final SimulatedToolCall WEATHER = SimulatedToolCall.of("weather", Map.of("city", "{1}"));

    @Test
    void triesRulesInOrder() {
        Simulation simulation = answering(
                SimulatedAnswer.builder().contains("REFUND").text("refund"),
                SimulatedAnswer.builder().matches("order (\\d+)").text("order {1}"),
                SimulatedAnswer.builder().text("else"));

        assertThat(answer(simulation, "A refund for order 17, please")).isEqualTo("refund");
        assertThat(answer(simulation, "Where is order 17?")).isEqualTo("order 17");
        assertThat(answer(simulation, "Hello")).isEqualTo("else");
    }

    @Test
    void wantsAllConditionsOfARule() {
        Simulation simulation = answering(
                SimulatedAnswer.builder().contains("order").matches("\\d+").text("both"),
                SimulatedAnswer.builder().text("else"));

        assertThat(answer(simulation, "order x")).isEqualTo("else");
        assertThat(answer(simulation, "order 1")).isEqualTo("both");
    }

    @Test
    void fillsInTemplatesAndLeavesOtherBraces() {
        Simulation simulation = answering(
                SimulatedAnswer.builder().matches("(a)(x)?").text("{model}: {input} {1}{2} {other} {} $1 \\"));

        assertThat(answer(simulation, "say a$")).isEqualTo("strong: say a$ a {other} {} $1 \\");
    }

    @Test
    void looksAtTheLastUserMessageAndItsTextOnly() {
        UserMessage withImage = UserMessage.from(
                TextContent.from("what"), ImageContent.from("http://x/y.png"), TextContent.from("is it"));

        ChatResponse response =
                client(saying("{input}")).chatModel().chat(UserMessage.from("first"), AiMessage.from("yes"), withImage);

        assertThat(response.aiMessage().text()).isEqualTo("what\nis it");
    }

    @Test
    void callsAnOfferedTool() {
        ChatResponse response = weather(UserMessage.from("weather in \"Rome\""));

        ToolExecutionRequest call = response.aiMessage().toolExecutionRequests().get(0);
        assertThat(call.name()).isEqualTo("weather");
        assertThat(call.arguments()).isEqualTo("{\"city\":\"\\\"Rome\\\"\"}");
        assertThat(call.id()).startsWith("call_");
        assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_EXECUTION);
    }

    @Test
    void doesNotCallAToolThatIsNotOfferedOrForbidden() {
        Simulation simulation = weatherDesk();
        ChatRequest forbidden = ChatRequest.builder()
                .messages(UserMessage.from("weather in Rome"))
                .toolSpecifications(tool("weather"))
                .toolChoice(ToolChoice.NONE)
                .build();

        assertThat(answer(simulation, "weather in Rome")).isEqualTo("no tool");
        assertThat(client(simulation).chatModel().chat(forbidden).aiMessage().text())
                .isEqualTo("no tool");
    }

    @Test
    void answersAfterTheToolAndCallsItAgainOnlyForTheNextMessage() {
        AiMessage call = AiMessage.from(ToolExecutionRequest.builder()
                .id("1")
                .name("weather")
                .arguments("{}")
                .build());
        ChatMessage[] round = {
            UserMessage.from("weather in Rome"), call, ToolExecutionResultMessage.from("1", "weather", "sunny")
        };

        ChatResponse after = weather(round);
        ChatResponse next =
                weather(round[0], round[1], round[2], AiMessage.from("sunny"), UserMessage.from("weather in Oslo"));

        assertThat(after.aiMessage().text()).isEqualTo("It is sunny.");
        assertThat(after.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(next.aiMessage().hasToolExecutionRequests()).isTrue();
    }

    @Test
    void knowsTheToolOfAResultByTheCallItAnswers() {
        AiMessage call = AiMessage.from(ToolExecutionRequest.builder()
                .id("7")
                .name("weather")
                .arguments("{}")
                .build());
        ToolExecutionResultMessage unnamed =
                ToolExecutionResultMessage.builder().id("7").text("rain").build();

        ChatResponse response = weather(UserMessage.from("weather in Rome"), call, unnamed);

        assertThat(response.aiMessage().text()).isEqualTo("It is rain.");
    }

    @Test
    void answersWithJsonFromTextOrTree() {
        String text = "{\"days\": {1}, \"said\": \"{input}\", \"word\": {2}}";
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("list", Map.of("0", "{input}"));
        tree.put("flag", true);
        tree.put("count", "3");

        assertThat(answer(
                        answering(SimulatedAnswer.builder()
                                .matches("(\\d+) (\\w+)")
                                .json(text)),
                        "\"3 days\""))
                .isEqualTo("{\"days\": 3, \"said\": \"\\\"3 days\\\"\", \"word\": \"days\"}");
        assertThat(answer(answering(SimulatedAnswer.ofJson(tree)), "a"))
                .isEqualTo("{\"list\":[\"a\"],\"flag\":true,\"count\":3}");
    }

    @Test
    void countsTokensAndNamesItsModel() {
        ChatResponse response = client(saying("12345678")).chatModel().chat(request("1234"));

        assertThat(response.tokenUsage().inputTokenCount()).isEqualTo(5);
        assertThat(response.tokenUsage().outputTokenCount()).isEqualTo(2);
        assertThat(response.metadata().modelName()).isEqualTo("strong");
        assertThat(response.metadata().id()).startsWith("sim-");
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void cutsTextOffAtTheOutputLimit() {
        ChatRequest request = ChatRequest.builder()
                .messages(UserMessage.from("hi"))
                .maxOutputTokens(2)
                .build();

        ChatResponse cut = client(saying("1234567\uD83D\uDE00")).chatModel().chat(request);
        ChatResponse whole = client(saying("12345678")).chatModel().chat(request);

        assertThat(cut.aiMessage().text()).isEqualTo("1234567");
        assertThat(cut.finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(cut.tokenUsage().outputTokenCount()).isEqualTo(2);
        assertThat(whole.finishReason()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void saysWhatIsWrongWithARule() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SimulatedAnswer.builder().text("a").json("{}").build())
                .withMessageContaining("2 of text, tool-call and json");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SimulatedAnswer.builder().contains("a").build())
                .withMessageContaining("exactly one");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> SimulatedAnswer.builder().matches("(").text("a").build())
                .withMessageContaining("matches")
                .withMessageContaining("regular expression");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        SimulatedAnswer.builder().matches("(a)").text("{2}").build())
                .withMessageContaining("2 groups");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SimulatedAnswer.builder().json("{city: 1}").build())
                .withMessageContaining("json")
                .withMessageContaining("{city: 1}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SimulatedToolCall("weather", ""))
                .withMessageContaining("arguments");
    }

    private static Simulation weatherDesk() {
        return answering(
                SimulatedAnswer.builder().matches("weather in (\\S+)").toolCall(WEATHER),
                SimulatedAnswer.builder().afterTool("weather").text("It is {tool-result}."),
                SimulatedAnswer.builder().text("no tool"));
    }

    private static ChatResponse weather(ChatMessage... messages) {
        ChatRequest request = ChatRequest.builder()
                .messages(List.of(messages))
                .toolSpecifications(tool("weather"))
                .build();
        return client(weatherDesk()).chatModel().chat(request);
    }
}
