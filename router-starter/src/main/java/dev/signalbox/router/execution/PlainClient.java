package dev.signalbox.router.execution;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import org.jspecify.annotations.Nullable;

/** Models that the application has built itself. */
record PlainClient(ChatModel chatModel, @Nullable StreamingChatModel streamingChatModel) implements DeploymentClient {}
