package dev.signalbox.router.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.output.FinishReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The events of a stream, one a line: the event's name and its data, single quotes in place of double ones. */
class AnthropicStreamTests {

    private static final String START =
            "message_start {'type':'message_start','message':{'id':'gen-1','type':'message',"
                    + "'role':'assistant','model':'house/small','content':[],'stop_reason':null,'stop_sequence':null,"
                    + "'provider':'house','usage':{'input_tokens':0,'cache_creation_input_tokens':0,'cache_read_input_tokens':0,"
                    + "'output_tokens':0}}}";
    private static final String STOP = "message_stop {'type':'message_stop'}";

    private final List<String> events = new ArrayList<>();
    private final AnthropicStream stream = new AnthropicStream(
            (name, data) -> events.add(name + " " + new String(data, StandardCharsets.UTF_8).replace('"', '\'')),
            new Answered.Terms("gen-1", 17, false));

    private static String delta(String reason) {
        return "message_delta {'type':'message_delta','delta':{'stop_reason':'" + reason + "','stop_sequence':null},"
                + "'usage':{'input_tokens':7,'cache_creation_input_tokens':1,'cache_read_input_tokens':2,'output_tokens':8,"
                + Calls.COST + "}}";
    }

    private static String block(int index, String block) {
        return "content_block_start {'type':'content_block_start','index':" + index + ",'content_block':" + block + "}";
    }

    private static String piece(int index, String delta) {
        return "content_block_delta {'type':'content_block_delta','index':" + index + ",'delta':" + delta + "}";
    }

    private static String end(int index) {
        return "content_block_stop {'type':'content_block_stop','index':" + index + "}";
    }

    private static PartialToolCall partial(int index, String id, String arguments) {
        return PartialToolCall.builder()
                .index(index)
                .id(id)
                .name("look")
                .partialArguments(arguments)
                .build();
    }

    private static ToolExecutionRequest request(String arguments) {
        return ToolExecutionRequest.builder().name("look").arguments(arguments).build();
    }

    private void complete(AiMessage.Builder said, FinishReason reason) {
        stream.complete(
                ChatResponse.builder()
                        .aiMessage(said.build())
                        .finishReason(reason)
                        .build(),
                Calls.answered());
    }

    @Test
    void thinkingTextAndToolCallsAreBlocksOneAfterTheOther() {
        stream.servedBy(Calls.CANDIDATE, false);
        stream.thinking("Hm");
        stream.thinking(".");
        stream.text("I look");
        stream.text("");
        stream.text(".");
        stream.toolCall(partial(0, "toolu_a", "{\"at\":"));
        stream.toolCall(partial(0, "toolu_a", "1}"));
        stream.toolCall(new CompleteToolCall(0, request("{\"at\":1}")));
        stream.toolCall(new CompleteToolCall(1, request("{}")));
        complete(AiMessage.builder().text("I look.").toolExecutionRequests(List.of(request("{}"))), FinishReason.STOP);

        assertThat(events)
                .containsExactly(
                        START,
                        block(0, "{'type':'thinking','thinking':'','signature':''}"),
                        piece(0, "{'type':'thinking_delta','thinking':'Hm'}"),
                        piece(0, "{'type':'thinking_delta','thinking':'.'}"),
                        end(0),
                        block(1, "{'type':'text','text':''}"),
                        piece(1, "{'type':'text_delta','text':'I look'}"),
                        piece(1, "{'type':'text_delta','text':'.'}"),
                        end(1),
                        block(2, "{'type':'tool_use','id':'toolu_a','name':'look','input':{}}"),
                        piece(2, "{'type':'input_json_delta','partial_json':'{\\'at\\':'}"),
                        piece(2, "{'type':'input_json_delta','partial_json':'1}'}"),
                        end(2),
                        block(3, "{'type':'tool_use','id':'toolu_gen-1_1','name':'look','input':{}}"),
                        piece(3, "{'type':'input_json_delta','partial_json':'{}'}"),
                        end(3),
                        delta("tool_use"),
                        STOP);
    }

    @Test
    void aSignatureFollowsItsThinking() {
        stream.servedBy(Calls.CANDIDATE, false);
        stream.thinking("Hm");
        complete(
                AiMessage.builder().thinking("Hm").attributes(Map.of("thinking_signature", "c2ln")),
                FinishReason.LENGTH);

        assertThat(events)
                .containsSubsequence(
                        piece(0, "{'type':'signature_delta','signature':'c2ln'}"), end(0), delta("max_tokens"), STOP);
    }

    @Test
    void whatAProviderSendsPassesButTheEndWaitsForTheRouter() {
        stream.servedBy(Calls.CANDIDATE, true);
        stream.passed(("""
                event: message_start
                data: {"type":"message_start","message":{"id":"msg_1","model":"m-1","tomorrow":1.50,"usage":{"input_tokens":7,"cache_read_input_tokens":2}}}

                event: ping
                data: {"type":"ping"}

                event: content_block_start
                data: {"type":"content_block_start","index":0,"content_block":{"type":"hologram","depth":1.0}}

                event: content_block_delta
                data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"c2ln"}}

                event: content_block_stop
                data: {"type":"content_block_stop","index":0}

                event: message_delta
                data: {"type":"message_delta","delta":{"stop_reason":"stop_sequence","stop_sequence":"END"},"usage":{"output_tokens":8,"tomorrow":1}}

                event: message_stop
                data: {"type":"message_stop","tomorrow":2}

                """).getBytes(StandardCharsets.UTF_8));
        stream.text("what the pieces said, as LangChain4j understood it");
        List<String> before = List.copyOf(events);
        complete(AiMessage.builder().text("Hm"), FinishReason.STOP);

        assertThat(before)
                .containsExactly(
                        "message_start {'type':'message_start','message':{'id':'gen-1','model':'house/small','tomorrow':1.50,"
                                + "'usage':{'input_tokens':7,'cache_read_input_tokens':2},'provider':'house'}}",
                        "ping {'type':'ping'}",
                        block(0, "{'type':'hologram','depth':1.0}"),
                        piece(0, "{'type':'signature_delta','signature':'c2ln'}"),
                        end(0));
        assertThat(events.subList(before.size(), events.size()))
                .containsExactly(
                        "message_delta {'type':'message_delta','delta':{'stop_reason':'stop_sequence','stop_sequence':'END'},"
                                + "'usage':{'output_tokens':8,'tomorrow':1," + Calls.COST + "}}",
                        "message_stop {'type':'message_stop','tomorrow':2}");
    }

    @Test
    void anErrorOfTheProvidersIsToldByTheRouter() {
        stream.servedBy(Calls.CANDIDATE, true);
        stream.passed("""
                event: error
                data: {"type":"error","error":{"type":"overloaded_error","message":"secret"}}

                """.getBytes(StandardCharsets.UTF_8));
        stream.failed(GatewayError.of(ErrorType.PROVIDER_OVERLOADED, "The provider has failed.")
                .with("attempts", List.of()));

        assertThat(events)
                .containsExactly("error {'type':'error','error':{'attempts':[],'type':'overloaded_error',"
                        + "'message':'The provider has failed.','error_type':'provider_overloaded'}}");
    }

    @Test
    void anotherProviderGoesOnInTheBlockThatBroke() {
        stream.servedBy(Calls.CANDIDATE, true);
        stream.passed(("""
                data: {"type":"message_start","message":{"id":"msg_1"}}

                data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

                data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"one "}}

                """).getBytes(StandardCharsets.UTF_8));
        stream.servedBy(Calls.CANDIDATE, false);
        stream.text("two");
        complete(AiMessage.builder().text("one two"), FinishReason.STOP);

        assertThat(events.subList(2, events.size()))
                .containsExactly(
                        piece(0, "{'type':'text_delta','text':'one '}"),
                        piece(0, "{'type':'text_delta','text':'two'}"),
                        end(0),
                        delta("end_turn"),
                        STOP);
    }
}
