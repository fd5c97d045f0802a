package dev.signalbox.router.provider;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.embedding.request.EmbeddingInput;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import dev.signalbox.router.execution.EmbeddingParameters;
import dev.signalbox.router.execution.Embeddings;
import java.util.List;

/**
 * LangChain4j's embedding model in the form in which the engine calls deployments.
 *
 * @param modelId the provider's name of the model
 * @param source sends the texts
 */
record EmbeddingChatModel(String modelId, EmbeddingSource source) implements ChatModel {

    @Override
    public ChatResponse chat(ChatRequest request, ChatRequestOptions options) {
        return doChat(request);
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        List<String> texts = Embeddings.texts(request);
        Integer dimensions = EmbeddingParameters.dimensionsIn(request.parameters());
        EmbeddingRequest asked = EmbeddingRequest.builder()
                .inputs(texts.stream().map(EmbeddingInput::from).toList())
                .build();
        EmbeddingResponse answer = source.embed(asked, dimensions);
        int count = answer.embeddings().size();
        if (count != texts.size()) {
            throw new IllegalStateException(
                    "The provider has answered with " + count + " vectors for " + texts.size() + " texts.");
        }
        return Embeddings.of(answer.embeddings(), answer.modelName(), answer.tokenUsage());
    }

    @Override
    public ChatRequestParameters defaultRequestParameters() {
        return ChatRequestParameters.builder().modelName(modelId).build();
    }
}
