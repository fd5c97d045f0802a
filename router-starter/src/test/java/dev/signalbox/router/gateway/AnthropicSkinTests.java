package dev.signalbox.router.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicSkinTests {

    private static final String USAGE = "'usage':{'input_tokens':7,'cache_creation_input_tokens':1,"
            + "'cache_read_input_tokens':2,'output_tokens':8," + Calls.COST + "}}";

    private final AnthropicSkin skin = new AnthropicSkin();

    /** The answer, with single quotes in place of double ones. */
    private String answer(AiMessage said, FinishReason reason, @Nullable String passed) {
        ChatResponse response =
                ChatResponse.builder().aiMessage(said).finishReason(reason).build();
        byte[] bytes = passed == null ? null : passed.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        Answered answered = new Answered(new Answered.Terms("gen-1", 17, false), response, Calls.answered(), bytes);
        return new String(skin.answer(answered), StandardCharsets.UTF_8).replace('"', '\'');
    }

    @Test
    void aTranslatedAnswerHasThinkingTextAndToolCalls() {
        AiMessage said = AiMessage.builder()
                .thinking("Hm.")
                .text("I look.")
                .toolExecutionRequests(List.of(
                        ToolExecutionRequest.builder()
                                .id("toolu_a")
                                .name("look")
                                .arguments("{\"at\": 1}")
                                .build(),
                        ToolExecutionRequest.builder()
                                .name("wait")
                                .arguments("")
                                .build()))
                .attributes(Map.of("thinking_signature", "c2ln", "redacted_thinking", List.of("xyz")))
                .build();

        assertThat(answer(said, FinishReason.TOOL_EXECUTION, null))
                .isEqualTo("{'id':'gen-1','type':'message','role':'assistant','model':'house/small','content':["
                        + "{'type':'thinking','thinking':'Hm.','signature':'c2ln'},"
                        + "{'type':'redacted_thinking','data':'xyz'},{'type':'text','text':'I look.'},"
                        + "{'type':'tool_use','id':'toolu_a','name':'look','input':{'at':1}},"
                        + "{'type':'tool_use','id':'toolu_gen-1_1','name':'wait','input':{}}],"
                        + "'stop_reason':'tool_use','stop_sequence':null,'provider':'house'," + USAGE);
    }

    @ParameterizedTest
    @CsvSource({"STOP,end_turn", "OTHER,end_turn", "LENGTH,max_tokens", "CONTENT_FILTER,refusal"})
    void theStopReasonIsAnthropics(FinishReason reason, String expected) {
        assertThat(answer(AiMessage.from("Hello"), reason, null)).contains("'stop_reason':'" + expected + "'");
    }

    @Test
    void aPassedAnswerKeepsWhatTheProviderSaid() {
        String passed = "{'id':'msg_1','type':'message','model':'m-1','content':[{'type':'hologram','depth':1.50}],"
                + "'stop_reason':'stop_sequence','stop_sequence':'END','usage':{'input_tokens':7,'tomorrow':1}}";

        assertThat(answer(AiMessage.from("Hello"), FinishReason.STOP, passed))
                .isEqualTo("{'id':'gen-1','type':'message','model':'house/small','content':[{'type':'hologram',"
                        + "'depth':1.50}],'stop_reason':'stop_sequence','stop_sequence':'END','usage':{'input_tokens':7,"
                        + "'tomorrow':1," + Calls.COST + "},'provider':'house'}");
    }

    @Test
    void anErrorHasAnthropicsEnvelope() {
        GatewayError error = GatewayError.of(ErrorType.RATE_LIMIT_EXCEEDED, "Too fast.")
                .with("limit", "key:one")
                .after(Duration.ofMillis(1500));

        assertThat(new String(skin.error(error), StandardCharsets.UTF_8).replace('"', '\''))
                .isEqualTo("{'type':'error','error':{'limit':'key:one','type':'rate_limit_error','message':'Too fast.',"
                        + "'error_type':'rate_limit_exceeded','retry_after':2}}");
    }
}
