package dev.signalbox.router.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ChatMessageType;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.ImageContent.DetailLevel;
import dev.langchain4j.data.message.PdfFileContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.policy.CallFacts;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.Preferences;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class AnthropicReaderTests {

    private static final Catalogue CATALOGUE = Catalogue.of(
            Model.of("small", Deployment.of("house/small").build()),
            Model.of("large", Deployment.of("house/large").build()));
    private static final Asker ASKER = new Asker(
            GatewayCaller.named("client"),
            CATALOGUE,
            PolicySet.of(Policy.of("routine", "small")),
            Set.of("team"),
            null,
            null);

    private static ObjectNode json(String json) {
        return GatewayJson.INTERNAL.request(json.replace('\'', '"').getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** Reads a request with these fields beside the required ones; single quotes stand for double ones. */
    private static ChatCall read(String fields) {
        ObjectNode body = json("{'model':'small','max_tokens':100,'messages':[{'role':'user','content':'Hello'}]}");
        json("{" + fields + "}").properties().forEach(field -> body.set(field.getKey(), field.getValue()));
        return new AnthropicReader(body, ASKER).read();
    }

    private static ChatRequest request(String fields) {
        return read(fields).request();
    }

    private static List<ChatMessage> messages(String messages) {
        return request("'messages':[" + messages + "]").messages();
    }

    private static List<Content> contents(String blocks) {
        List<ChatMessage> messages = messages("{'role':'user','content':[" + blocks + "]}");
        assertThat(messages).hasSize(1);
        return ((UserMessage) messages.get(0)).contents();
    }

    private static Preferences preferences(String fields) {
        Preferences preferences = read(fields).facts().preferences();
        assertThat(preferences).isNotNull();
        return preferences;
    }

    private static ObjectNode words(String fields) {
        return GatewayJson.INTERNAL.request(read(fields).wire().body());
    }

    @Test
    void parametersAreRead() {
        ChatRequest request =
                request("'temperature':0.5,'top_p':0.25,'top_k':7,'stop_sequences':['one','two'],'max_tokens':300");

        assertThat(request.temperature()).isEqualTo(0.5);
        assertThat(request.topP()).isEqualTo(0.25);
        assertThat(request.topK()).isEqualTo(7);
        assertThat(request.stopSequences()).containsExactly("one", "two");
        assertThat(request.maxOutputTokens()).isEqualTo(300);
    }

    @Test
    void systemIsTextOrBlocks() {
        assertThat(request("'system':'Be short.'").messages().get(0)).isEqualTo(SystemMessage.from("Be short."));
        assertThat(request("'system':[{'type':'text','text':'One.','cache_control':{'type':'ephemeral'}},"
                                + "{'type':'text','text':'Two.'}]")
                        .messages()
                        .get(0))
                .isEqualTo(SystemMessage.from("One.\nTwo."));
    }

    @Test
    void textIsAStringOrABlock() {
        assertThat(messages("{'role':'user','content':'Hi'},{'role':'assistant','content':'Ho'}"))
                .containsExactly(UserMessage.from("Hi"), AiMessage.from("Ho"));
        assertThat(contents("{'type':'text','text':'Hi'},{'type':'text','text':''}"))
                .containsExactly(TextContent.from("Hi"), TextContent.from(" "));
    }

    @Test
    void sayingNothingIsAllowed() {
        List<ChatMessage> messages = request("'system':' ','messages':[{'role':'system','content':''},"
                        + "{'role':'user','content':''},{'role':'assistant','content':[]},{'role':'user','content':[]},"
                        + "{'role':'user','content':[{'type':'tool_result','tool_use_id':'t'}]}]")
                .messages();

        assertThat(messages)
                .extracting(ChatMessage::type)
                .containsExactly(
                        ChatMessageType.USER,
                        ChatMessageType.AI,
                        ChatMessageType.USER,
                        ChatMessageType.TOOL_EXECUTION_RESULT);
    }

    @Test
    void imagesComeAsDataOrByUrl() {
        List<Content> images =
                contents("{'type':'image','source':{'type':'base64','media_type':'image/png','data':'QUJD'}},"
                        + "{'type':'image','source':{'type':'url','url':'https://example.com/a.png'}}");

        assertThat(images)
                .containsExactly(
                        ImageContent.from("QUJD", "image/png", DetailLevel.AUTO),
                        ImageContent.from(URI.create("https://example.com/a.png"), DetailLevel.AUTO));
    }

    @Test
    void documentsComeAsDataByUrlOrAsText() {
        List<Content> documents =
                contents("{'type':'document','source':{'type':'base64','media_type':'application/pdf','data':'QUJD'}},"
                        + "{'type':'document','source':{'type':'url','url':'https://example.com/a.pdf'}},"
                        + "{'type':'document','source':{'type':'text','media_type':'text/plain','data':'Plain.'}}");

        assertThat(documents)
                .containsExactly(
                        PdfFileContent.from("QUJD", "application/pdf"),
                        PdfFileContent.from(URI.create("https://example.com/a.pdf")),
                        TextContent.from("Plain."));
    }

    @Test
    void toolCallsAndTheirResultsBelongTogether() {
        List<ChatMessage> messages = messages("{'role':'user','content':'Look.'},"
                + "{'role':'assistant','content':[{'type':'text','text':'I look.'},"
                + "{'type':'tool_use','id':'toolu_1','name':'look','input':{'at':'the sky','times':2}},"
                + "{'type':'tool_use','id':'toolu_2','name':'wait','input':{}}]},"
                + "{'role':'user','content':[{'type':'tool_result','tool_use_id':'toolu_1','content':'blue'},"
                + "{'type':'tool_result','tool_use_id':'toolu_2','is_error':true,'content':[{'type':'text','text':'no'}]},"
                + "{'type':'text','text':'And?'}]}");

        assertThat(messages).hasSize(5);
        AiMessage said = (AiMessage) messages.get(1);
        assertThat(said.text()).isEqualTo("I look.");
        assertThat(said.toolExecutionRequests())
                .extracting(call -> call.id() + " " + call.name() + " " + call.arguments())
                .containsExactly("toolu_1 look {\"at\":\"the sky\",\"times\":2}", "toolu_2 wait {}");
        ToolExecutionResultMessage first = (ToolExecutionResultMessage) messages.get(2);
        assertThat(first.id() + " " + first.toolName() + " " + first.text()).isEqualTo("toolu_1 look blue");
        assertThat(first.isError()).isNotEqualTo(true);
        ToolExecutionResultMessage second = (ToolExecutionResultMessage) messages.get(3);
        assertThat(second.id() + " " + second.toolName() + " " + second.text()).isEqualTo("toolu_2 wait no");
        assertThat(second.isError()).isTrue();
        assertThat(messages.get(4)).isEqualTo(UserMessage.from(TextContent.from("And?")));
    }

    @Test
    void thinkingKeepsItsSignature() {
        AiMessage said = (AiMessage) messages("{'role':'user','content':'Why?'},{'role':'assistant','content':["
                        + "{'type':'thinking','thinking':'Hm.','signature':'c2ln'},"
                        + "{'type':'redacted_thinking','data':'xyz'},{'type':'text','text':'So.'}]}")
                .get(1);

        assertThat(said.thinking()).isEqualTo("Hm.");
        assertThat(said.text()).isEqualTo("So.");
        assertThat(said.attributes())
                .isEqualTo(Map.of("thinking_signature", "c2ln", "redacted_thinking", List.of("xyz")));
    }

    @Test
    void severalThoughtsHaveNoSignatureTogether() {
        AiMessage said = (AiMessage) messages("{'role':'user','content':'Why?'},{'role':'assistant','content':["
                        + "{'type':'thinking','thinking':'Hm.','signature':'a'},{'type':'text','text':'So.'},"
                        + "{'type':'thinking','thinking':'Ah.','signature':'b'}]}")
                .get(1);

        assertThat(said.thinking()).isEqualTo("Hm.\nAh.");
        assertThat(said.attributes()).isEmpty();
    }

    @Test
    void toolsAreRead() {
        ChatRequest request = request("'tools':[{'name':'look','description':'Looks','input_schema':{'type':'object',"
                + "'properties':{'at':{'type':'string'}},'required':['at']}}]");

        assertThat(request.toolSpecifications()).singleElement().satisfies(tool -> {
            assertThat(tool.name()).isEqualTo("look");
            assertThat(tool.description()).isEqualTo("Looks");
            assertThat(tool.parameters().required()).containsExactly("at");
        });
        assertThat(request.toolChoice()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"auto, AUTO, 2", "any, REQUIRED, 2", "none, , 0", "'tool'',''name'':''wait', REQUIRED, 1"})
    void toolChoiceIsRead(String choice, ToolChoice expected, int tools) {
        ChatRequest request =
                request("'tools':[{'name':'look'},{'name':'wait'}],'tool_choice':{'type':'" + choice + "'}");

        assertThat(request.toolChoice()).isEqualTo(expected);
        assertThat(request.toolSpecifications()).hasSize(tools);
    }

    @Test
    void aSchemaForTheAnswerIsRead() {
        ChatRequest request =
                request("'output_config':{'format':{'type':'json_schema','schema':{'type':'object','properties':{}}}}");

        assertThat(request.responseFormat().jsonSchema()).isNotNull();
    }

    @Test
    void whatOnlySomeProvidersKnowIsAskedForByItsConfiguredName() {
        assertThat(preferences("'thinking':{'type':'enabled','budget_tokens':2048}")
                        .parameters())
                .isEqualTo(Map.of("thinking-budget-tokens", 2048));
        assertThat(preferences("'thinking':{'type':'adaptive'},'output_config':{'effort':'max'}")
                        .parameters())
                .isEqualTo(Map.of("thinking", "adaptive", "reasoning-effort", "xhigh"));
        assertThat(preferences("'tool_choice':{'type':'auto','disable_parallel_tool_use':true}")
                        .parameters())
                .isEqualTo(Map.of("parallel-tool-calls", false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'tools':[{'type':'web_search_20250305','name':'web_search'}]",
                "'mcp_servers':[{'type':'url','url':'https://example.com','name':'x'}]",
                "'container':'c-1'",
                "'system':[{'type':'hologram'}]",
                "'messages':[{'role':'user','content':[{'type':'hologram','depth':1}]}]",
                "'messages':[{'role':'user','content':[{'type':'image','source':{'type':'file','file_id':'f'}}]}]",
                "'messages':[{'role':'user','content':[{'type':'document','citations':{'enabled':true},"
                        + "'source':{'type':'text','data':'Plain.'}}]}]",
                "'messages':[{'role':'assistant','content':[{'type':'server_tool_use','id':'s','name':'web_search'}]}]",
                "'messages':[{'role':'user','content':[{'type':'tool_result','tool_use_id':'t','content':[{'type':'image',"
                        + "'source':{'type':'url','url':'https://example.com/a.png'}}]}]}]"
            })
    void whatLangChain4jCannotSayNeedsAProviderOfTheDialect(String fields) {
        assertThat(preferences(fields).dialect()).isEqualTo("anthropic");
    }

    @Test
    void cachingIsNoReasonToNarrow() {
        assertThat(preferences("'system':[{'type':'text','text':'Long.','cache_control':{'type':'ephemeral'}}],"
                                + "'mcp_servers':[],'context_management':{'edits':[]}")
                        .dialect())
                .isNull();
    }

    @Test
    void userAndSessionAreFacts() {
        CallFacts facts = read("'metadata':{'user_id':'anna','team':'blue'},'session_id':'s-1'")
                .facts();

        assertThat(facts.user()).isEqualTo("anna");
        assertThat(facts.session()).isEqualTo("s-1");
        assertThat(facts.tags()).containsOnlyKeys("team");
        assertThat(read("'user':'otto'").facts().user()).isEqualTo("otto");
    }

    @Test
    void fallbacksAreFurtherModels() {
        assertThat(preferences("'fallbacks':[{'model':'large'}]").models()).containsExactly("large");
        assertThat(preferences("'models':['large']").models()).containsExactly("large");
    }

    @Test
    void whatIsForTheGatewayStaysThere() {
        ObjectNode words = words("'fallbacks':[{'model':'large'}],'provider':{'order':['house']},'session_id':'s-1',"
                + "'user':'otto','metadata':{'user_id':'anna','team':'blue'},'tomorrow':{'a':1.50},"
                + "'system':[{'type':'text','text':'Long.','cache_control':{'type':'ephemeral'}}]");

        assertThat(words)
                .isEqualTo(json("{'model':'small','max_tokens':100,'messages':[{'role':'user','content':'Hello'}],"
                        + "'metadata':{'user_id':'anna'},'tomorrow':{'a':1.50},"
                        + "'system':[{'type':'text','text':'Long.','cache_control':{'type':'ephemeral'}}]}"));
        assertThat(read("").wire().dialect()).isEqualTo("anthropic");
    }

    @Test
    void thinkingThatNobodyHasSignedDoesNotReachAnthropic() {
        String user = "{'role':'user','content':'Why?'}";
        String thought = "{'type':'thinking','thinking':'Hm.','signature':''}";
        String signed = "{'type':'thinking','thinking':'Hm.','signature':'c2ln'}";
        String text = "{'type':'text','text':'So.'}";

        ObjectNode words =
                words("'messages':[" + user + ",{'role':'assistant','content':[" + thought + "," + text + "]},"
                        + user + ",{'role':'assistant','content':[" + thought + "]}," + user
                        + ",{'role':'assistant','content':[" + signed + "]}]");

        assertThat(words.path("messages"))
                .isEqualTo(json("{'m':[" + user + ",{'role':'assistant','content':[" + text + "]}," + user + "," + user
                                + ",{'role':'assistant','content':[" + signed + "]}]}")
                        .path("m"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "max_tokens | 'max_tokens':null",
                "max_tokens | 'max_tokens':0",
                "messages | 'messages':[]",
                "messages | 'messages':'Hello'",
                "messages[0].role | 'messages':[{'role':'robot','content':'Hi'}]",
                "messages[0].content | 'messages':[{'role':'user'}]",
                "messages[0].content[0].type | 'messages':[{'role':'user','content':[{'text':'Hi'}]}]",
                "messages[0].content[0].text | 'messages':[{'role':'user','content':[{'type':'text'}]}]",
                "messages[0].content[0].source.data | 'messages':[{'role':'user','content':[{'type':'image','source':{'type':'base64'}}]}]",
                "messages[0].content[0].source.url | 'messages':[{'role':'user','content':[{'type':'image','source':{'type':'url','url':'no url'}}]}]",
                "messages[0].content[0].tool_use_id | 'messages':[{'role':'user','content':[{'type':'tool_result'}]}]",
                "messages[0].content[0].input | 'messages':[{'role':'assistant','content':[{'type':'tool_use','id':'a','name':'b','input':'c'}]}]",
                "system[0].text | 'system':[{'type':'text'}]",
                "temperature | 'temperature':'hot'",
                "top_k | 'top_k':1.5",
                "tools[0].name | 'tools':[{'description':'x'}]",
                "tool_choice.type | 'tool_choice':{'type':'some'}",
                "tool_choice.name | 'tools':[{'name':'look'}],'tool_choice':{'type':'tool','name':'wait'}",
                "thinking.type | 'thinking':{'type':'hard'}",
                "thinking.budget_tokens | 'thinking':{'type':'enabled'}",
                "output_config.format.type | 'output_config':{'format':{'type':'xml'}}",
                "fallbacks | 'fallbacks':[{'model':'large'}],'models':['large']",
                "fallbacks | 'fallbacks':[{'model':'a'},{'model':'b'},{'model':'c'},{'model':'d'}]",
                "fallbacks[0].model | 'fallbacks':[{}]",
                "stream | 'stream':'yes'",
            })
    void wrongInputNamesItsPath(String path, String fields) {
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> read(fields))
                .satisfies(thrown -> {
                    assertThat(thrown.error().type()).isEqualTo(ErrorType.INVALID_REQUEST);
                    assertThat(thrown.error().message()).startsWith("'" + path + "' ");
                    assertThat(thrown.error().metadata()).containsEntry("param", path);
                });
    }
}
