package dev.signalbox.test.agent.kill;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.journal.StepUse;
import dev.signalbox.agent.port.ModelFailure;
import dev.signalbox.agent.port.ModelSource;
import dev.signalbox.agent.port.RunBudget;
import dev.signalbox.agent.port.StepCall;
import dev.signalbox.agent.port.StepOrigin;
import java.util.Comparator;
import java.util.List;

/** Uses each tool it has once, one after the other, then says so; leaves a line outside for each call. */
record WorkModel(Effects effects) implements ModelSource {

    @Override
    public ChatModel model(StepOrigin origin) {
        return new ChatModel() {
            @Override
            public ChatResponse chat(ChatRequest request, ChatRequestOptions options) {
                effects.write(
                        Effects.EFFECT,
                        origin.facts().run().value(),
                        origin.facts().step());
                origin.ended(new StepCall(origin.facts(), null, null, null, new StepUse(10, 5, 1_000), true));
                return ChatResponse.builder().aiMessage(answer(request)).build();
            }
        };
    }

    private static AiMessage answer(ChatRequest request) {
        String asked = request.messages().stream()
                .filter(UserMessage.class::isInstance)
                .map(message -> ((UserMessage) message).singleText())
                .findFirst()
                .orElseThrow();
        List<ToolExecutionResultMessage> results = request.messages().stream()
                .filter(ToolExecutionResultMessage.class::isInstance)
                .map(ToolExecutionResultMessage.class::cast)
                .toList();
        List<String> tools = request.toolSpecifications() == null
                ? List.of()
                : request.toolSpecifications().stream()
                        .map(ToolSpecification::name)
                        .sorted(Comparator.naturalOrder())
                        .toList();
        return results.size() < tools.size()
                ? AiMessage.from(ToolExecutionRequest.builder()
                        .id("call-" + results.size())
                        .name(tools.get(results.size()))
                        .arguments("{\"item\": \"" + asked + "\"}")
                        .build())
                : AiMessage.from("done " + asked);
    }

    @Override
    public StreamingChatModel streamingModel(StepOrigin origin) {
        throw new IllegalStateException("No streams here.");
    }

    @Override
    public RunBudget openBudget(RunId run, long grantedPico, long spentPico) {
        return RunBudget.NONE;
    }

    @Override
    public ModelFailure failure(Throwable failure) {
        return ModelFailure.LASTING;
    }
}
