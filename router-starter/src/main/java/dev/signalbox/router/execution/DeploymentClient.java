package dev.signalbox.router.execution;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.output.TokenUsage;
import dev.signalbox.router.resilience.FailureClassifier;
import dev.signalbox.router.resilience.HttpFailureClassifier;
import dev.signalbox.router.usage.Usage;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How one deployment is called. Must be thread-safe; the models must not retry by themselves. */
public interface DeploymentClient {

    /** Answers whole. */
    ChatModel chatModel();

    /** Answers piece by piece; {@code null} if the deployment cannot. */
    @Nullable
    StreamingChatModel streamingChatModel();

    /**
     * Request parameters from their configured names and values.
     *
     * @throws IllegalArgumentException if a name is unknown to this kind of deployment, or a value does not fit
     */
    default ChatRequestParameters parameters(Map<String, Object> configured) {
        return CommonParameters.of(configured);
    }

    /**
     * Names, as in {@link CommonParameters#names()}, of the request parameters that this kind of deployment refuses;
     * {@link CommonParameters#JSON_OBJECT} stands for a JSON response format without a schema.
     */
    default Set<String> unsupportedParameters() {
        return Set.of();
    }

    /** The tokens that the provider counted, with the details that it gives. */
    default Usage usage(TokenUsage counted) {
        return Usage.of(orZero(counted.inputTokenCount()), orZero(counted.outputTokenCount()));
    }

    /** The dialect of which it takes a caller's own words, {@code null} if it takes none. */
    default @Nullable String wireDialect() {
        return null;
    }

    /** Tells the kinds of failure apart. */
    default FailureClassifier failureClassifier() {
        return HttpFailureClassifier.INSTANCE;
    }

    /** A client of any two models. */
    static DeploymentClient of(ChatModel chatModel, @Nullable StreamingChatModel streamingChatModel) {
        return new PlainClient(chatModel, streamingChatModel);
    }

    private static int orZero(@Nullable Integer count) {
        return count == null ? 0 : Math.max(0, count);
    }
}
